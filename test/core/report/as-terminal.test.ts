import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { asTerminal, type TerminalStyle } from '../../../src/core/report/as-terminal.ts';
import { plainPalette } from '../../../src/core/report/palette.ts';
import { SourceText } from '../../../src/core/source/source-text.ts';
import { finding, plain, report } from './sample-report.ts';

function style(text: string, over: Partial<TerminalStyle> = {}): TerminalStyle {
  return {
    palette: plainPalette,
    width: undefined,
    source: (path) => new SourceText(path, text),
    against: undefined,
    ...over,
  };
}

const text = 'on: push\n    boil: rice # hot\n\tboil: 漢字 rice\n';

describe('a report in a terminal', () => {
  it('quotes the line with a mark under what is meant', () => {
    const one = finding({
      related: [{ path: 'b.yml', line: 3, message: 'The lid is here.' }],
      lost: [{ path: 'a.yml', line: 9, what: 'a test' }],
    });
    expect(
      asTerminal(report([one]), style(text)),
    ).toBe(`.github/workflows/a.yml:2:5 error missing-lid The pot \`rice\` has no lid.
  2 |     boil: rice # hot
    |     ^^^^
  why: It boils over.
   do: Put a lid on.
  see: b.yml:3: The lid is here.
  lost: a.yml:9: a test

1 error in 3 workflows.
`);
  });

  it.each<[what: string, start: number, end: { line: number; column: number }, quoted: string[]]>([
    [
      'tabs and wide characters',
      8,
      { line: 3, column: 10 },
      ['  3 |     boil: 漢字 rice', '    |           ^^^^'],
    ],
    ['an empty span', 2, { line: 3, column: 2 }, ['  3 |     boil: 漢字 rice', '    |     ^']],
    [
      'a span to another line',
      2,
      { line: 9, column: 1 },
      ['  3 |     boil: 漢字 rice', '    |     ^^^^^^^^^^^^^^^'],
    ],
    [
      'a column past the end',
      99,
      { line: 3, column: 99 },
      ['  3 |     boil: 漢字 rice', '    |                    ^'],
    ],
  ])('marks %s in the right columns', (_, column, end, quoted) => {
    const shown = asTerminal(report([finding({ start: { line: 3, column }, end })]), style(text)).split('\n');
    expect(shown.slice(1, 3)).toEqual(quoted);
  });

  it('cuts long lines around the mark', () => {
    const long = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`;
    const shown = asTerminal(
      report([finding({ start: { line: 1, column: 501 }, end: { line: 1, column: 505 } })]),
      style(long),
    );
    const [, quote = '', mark = ''] = shown.split('\n');
    expect(stringWidth(quote)).toBeLessThanOrEqual(130);
    expect(quote.slice(mark.indexOf('^'), mark.indexOf('^') + 4)).toBe('HERE');
  });

  it('wraps at the width of the terminal', () => {
    const one = finding({ message: 'word '.repeat(40).trim(), reason: 'why '.repeat(40).trim() });
    const shown = asTerminal(report([one]), style(text, { width: 60 }));
    for (const line of shown.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(60);
  });

  it('lets no escape sequence, line break or reordering of the repository through', () => {
    const evil = '\u001b[2J\u202e\r\nx\u0007';
    const one = finding({
      path: evil,
      message: evil,
      reason: evil,
      remedy: evil,
      related: [{ path: evil, line: 1, message: evil }],
    });
    const source = new SourceText('a', `name: ${evil}`);
    const shown = asTerminal(
      report([one, finding({ status: 'existing', message: evil })], {
        suppressions: [
          { rule: 'missing-lid', path: evil, line: 1, reason: evil, status: 'introduced', findings: [] },
        ],
        resolved: [plain(one)],
      }),
      style('', { source: () => source, against: evil }),
    );
    expect(shown.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(shown).toContain('\\u{1b}[2J\\u{202e}');
  });

  it('lists apart what was there before, what is resolved, and what a comment allows', () => {
    const shown = asTerminal(
      report([finding({ status: 'existing', severity: 'warning' })], {
        resolved: [plain(finding({ severity: 'note' }))],
        suppressions: [
          {
            rule: 'missing-lid',
            path: 'b.yml',
            line: 4,
            reason: 'so be it',
            status: 'existing',
            findings: [],
          },
        ],
      }),
      style(text, { against: 'main' }),
    );
    expect(shown).toBe(`There before (1)
.github/workflows/a.yml:2:5 warning missing-lid The pot \`rice\` has no lid.

Resolved (1)
.github/workflows/a.yml:2:5 note missing-lid The pot \`rice\` has no lid.

Allowed by a comment (1)
b.yml:4 missing-lid so be it

Nothing introduced in 3 workflows since main.
`);
  });

  it.each([
    [report([]), 'Nothing to complain about in 3 workflows.\n'],
    [report([], { workflows: 0 }), 'There are no workflows in .github/workflows.\n'],
  ])('says so where there is nothing', (empty, said) => {
    expect(asTerminal(empty, style(''))).toBe(said);
  });
});
