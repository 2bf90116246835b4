import { neutralise } from '../core/report/neutralise.ts';
import type { Palette } from '../core/report/palette.ts';
import { wrapText } from '../core/report/wrap-text.ts';
import type { Check, CheckState } from './check.ts';

const signs: Readonly<Record<CheckState, string>> = { ok: '✓', warning: '!', wrong: '✗', skipped: '–' };

/** What was found, for a person: one line a check, and below it what to do. */
export function asDoctorText(checks: readonly Check[], palette: Palette, width: number | undefined): string {
  const lines = checks.flatMap(({ title, state, found, remedy }) => {
    const sign = paint(state, palette)(signs[state]);
    const said = wrapText(neutralise(found), {
      width,
      first: `${sign} ${palette.strong(title)}: `,
      indent: 2,
    });
    if (remedy === undefined) return [said];
    return [said, wrapText(neutralise(remedy), { width, first: '  → ', indent: 4 })];
  });
  return `${[...lines, '', lastLine(checks)].join('\n')}\n`;
}

function paint(state: CheckState, palette: Palette): (text: string) => string {
  switch (state) {
    case 'ok':
      return palette.good;
    case 'warning':
      return palette.warning;
    case 'wrong':
      return palette.error;
    case 'skipped':
      return palette.faint;
  }
}

function lastLine(checks: readonly Check[]): string {
  const count = (state: CheckState) => checks.filter((check) => check.state === state).length;
  const [wrong, warnings] = [count('wrong'), count('warning')];
  if (wrong + warnings === 0) return 'Nothing is wrong.';
  return `${wrong} wrong, ${warnings} to look at.`;
}
