import { countOf } from '../../report/count-words.ts';
import { neutralise } from '../../report/neutralise.ts';
import type { Palette } from '../../report/palette.ts';
import { wrapText } from '../../report/wrap-text.ts';
import { readClaimAs } from '../claims/read-as.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { wordsOf } from '../plan/prose.ts';
import type { AssessedItem, Progress } from '../progress.ts';
import { type ItemState, states } from '../state.ts';

/** How to print for a terminal. */
export interface ProgressStyle {
  readonly palette: Palette;
  /** Columns; text isn't wrapped where it is undefined. */
  readonly width: number | undefined;
}

/** The progress for people at a terminal: each item under its heading, with what it is read as and what was found. */
export function asProgressTerminal(progress: Progress, style: ProgressStyle): string {
  const { plan, items, problems } = progress;
  const sections = [...Map.groupBy(items, ({ item }) => item.section)];
  const blocks = [
    ...(plan.title === undefined ? [] : [style.palette.strong(neutralise(plan.title))]),
    ...sections.map(([heading, group]) =>
      [
        ...(heading === '' ? [] : [style.palette.strong(neutralise(heading))]),
        ...group.map((one) => itemBlock(one, style)),
      ].join('\n'),
    ),
    ...problems.map(({ item, message }) =>
      style.palette.warning(neutralise(`The policy's evidence for "${item}" binds nothing: ${message}.`)),
    ),
    summary(progress, style),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const widest = Math.max(...states.map((state) => state.length));

function itemBlock(
  { item, claim, evidence, state }: AssessedItem,
  { palette, width }: ProgressStyle,
): string {
  const indent = widest + 2;
  const line = (text: string, mark: string): string =>
    wrapText(neutralise(text), { width, first: `${' '.repeat(indent)}${mark}`, indent: indent + 2 });
  const readAs = readClaimAs(claim);
  return [
    wrapText(neutralise(wordsOf(item)), {
      width,
      first: `${colour(state, palette)(state.padEnd(widest))}  `,
      indent,
    }),
    line(readAs === undefined ? (claim.kind === 'none' ? claim.because : '') : `read as: ${readAs}`, '  '),
    ...evidence.map((piece) => line(evidenceWords(piece), signs[piece.verdict])),
  ].join('\n');
}

const signs: Readonly<Record<Evidence['verdict'], string>> = { holds: '✓ ', fails: '✗ ', unknown: '? ' };

function evidenceWords({ verdict, detail, path, line }: Evidence): string {
  const place = line === undefined || path === undefined ? '' : ` (${path}:${line})`;
  return `${verdict}: ${detail}${place}`;
}

function colour(state: ItemState, palette: Palette): (text: string) => string {
  const colours: Readonly<Record<ItemState, (text: string) => string>> = {
    verified: palette.good,
    claimed: palette.faint,
    contradicted: palette.error,
    'ready to tick': palette.note,
    open: palette.faint,
  };
  return colours[state];
}

function summary({ items, counts }: Progress, { palette }: ProgressStyle): string {
  const parts = states.filter((state) => counts[state] > 0).map((state) => `${counts[state]} ${state}`);
  const text = `${countOf(items.length, 'item')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
  return counts.contradicted > 0 ? palette.error(text) : palette.strong(text);
}
