import { clipBytes, utf8Length } from '../../report/clip.ts';
import { escapeMarkdown } from '../../report/escape-markdown.ts';
import { type Block, fitBlocks, plainBlock } from '../../report/fit-blocks.ts';
import { wordsOf } from '../plan/prose.ts';
import type { Progress } from '../progress.ts';
import { contradictedBlocks } from './contradicted-markdown.ts';
import { countsLine } from './counts-line.ts';
import { type DetailLevel, detailLevels } from './detail-level.ts';
import { drawings } from './drawings.ts';
import { factsLine } from './facts-line.ts';
import { itemRow, stateSigns } from './item-row.ts';
import { outlookBlocks } from './outlook-markdown.ts';
import { progressBar } from './progress-bar.ts';
import { timelineBlocks } from './timeline-markdown.ts';

/** By this comment in the body, and by its author, the App finds its progress comment again. */
export const progressMarker = '<!-- ci-warden:progress -->';

/** GitHub's limit is 65,536 characters; some are left to the marker. Counted in bytes, which are never fewer. */
const longestComment = 65_000;

/** The progress as a comment's body, without the marker: as much as fits, and all of it escaped. */
export function asProgressComment(progress: Progress): string {
  for (const level of detailLevels) {
    const body = textOf(blocksOf(progress, level));
    if (utf8Length(body) <= longestComment) return body;
  }
  // Too many items, or headings: each item is there as long as a few of its words fit.
  const room = Math.floor((longestComment - 2_000) / progress.items.length) - rowFrame;
  const lengths = [room, Math.floor(room / 2), Math.floor(room / 4)].filter((length) => length > fewestBytes);
  for (const length of [...lengths, fewestBytes]) {
    const body = textOf(flatBlocks(progress, length));
    if (utf8Length(body) <= longestComment) return body;
  }
  return fitBlocks(flatBlocks(progress, fewestBytes), longestComment);
}

/** What a row takes besides its item's words, in bytes: the widest state and the table's marks. */
const rowFrame = 32;
/** Of an item's words at least so many bytes are shown. */
const fewestBytes = 24;

function textOf(blocks: readonly Block[]): string {
  return blocks.map(({ text }) => text).join('\n');
}

/** All items in one table, without their sections. */
function flatBlocks(progress: Progress, bytes: number): Block[] {
  return [
    ...headBlocks(progress),
    plainBlock('| State | Item | Found |\n| --- | --- | --- |'),
    ...progress.items.map(({ item, state }) => ({
      text: `| ${stateSigns[state]} ${state} | ${escapeMarkdown(clipBytes(wordsOf(item), bytes))} |  |`,
      findings: 1,
    })),
  ];
}

/** Blanks that don't break keep the column as wide as its widest state, so that none stands on two lines. */
function stateHeading({ readAs }: DetailLevel): string {
  return readAs === 'all' ? `State${'\u{a0}'.repeat(18)}` : 'State';
}

function headBlocks(progress: Progress): Block[] {
  const { plan, problems } = progress;
  return [
    plainBlock(`## ${plan.title === undefined ? 'Progress' : `Progress: ${escapeMarkdown(plan.title)}`}\n`),
    plainBlock(`${progressBar(progress)}\n`),
    plainBlock(`${countsLine(progress)}\n`),
    plainBlock(`${factsLine(progress)}\n`),
    ...problems.map(({ item, message }) =>
      plainBlock(
        `> The policy's evidence for “${escapeMarkdown(item)}” binds nothing: ${escapeMarkdown(message)}\n`,
      ),
    ),
  ];
}

function blocksOf(progress: Progress, level: DetailLevel): Block[] {
  const { items, facts } = progress;
  const sections = [...Map.groupBy(items, ({ item }) => item.section)];
  return [
    ...headBlocks(progress),
    ...(level.evidenceOf === 'all' ? contradictedBlocks(progress) : []),
    ...sections.flatMap(([heading, group]) => [
      ...(heading === '' ? [] : [plainBlock(`### ${escapeMarkdown(heading)}\n`)]),
      plainBlock(`| ${stateHeading(level)} | Item | Found |\n| --- | --- | --- |`),
      ...group.map((one) => ({ text: itemRow(one, facts, level), findings: 1 })),
      plainBlock(''),
    ]),
    ...(level.evidenceOf === 'all'
      ? [...drawings(progress), ...outlookBlocks(progress), ...timelineBlocks(progress)]
      : []),
  ];
}
