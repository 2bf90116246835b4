import { utf8Length } from '../../report/clip.ts';
import { escapeMarkdown } from '../../report/escape-markdown.ts';
import { type Block, fitBlocks, plainBlock } from '../../report/fit-blocks.ts';
import type { Progress } from '../progress.ts';
import { countsLine } from './counts-line.ts';
import { type DetailLevel, detailLevels } from './detail-level.ts';
import { drawings } from './drawings.ts';
import { factsLine } from './facts-line.ts';
import { itemRow } from './item-row.ts';
import { outlookBlocks } from './outlook-markdown.ts';
import { progressBar } from './progress-bar.ts';
import { timelineBlocks } from './timeline-markdown.ts';

/** By this comment in the body, and by its author, the App finds its progress comment again. */
export const progressMarker = '<!-- ci-warden:progress -->';

/** GitHub's limit is 65,536 characters; some are left to the marker. Counted in bytes, which are never fewer. */
const longestComment = 65_000;

/** The progress as a comment's body, without the marker: as much as fits, and all of it escaped. */
export function asProgressComment(progress: Progress): string {
  const last = detailLevels.length - 1;
  for (const level of detailLevels.slice(0, last)) {
    const body = blocksOf(progress, level)
      .map(({ text }) => text)
      .join('\n');
    if (utf8Length(body) <= longestComment) return body;
  }
  return fitBlocks(blocksOf(progress, detailLevels[last] ?? shortest), longestComment);
}

const shortest: DetailLevel = { words: 40, evidence: 0, readAs: 'none', evidenceOf: 'none' };

/** Blanks that don't break keep the column as wide as its widest state, so that none stands on two lines. */
function stateHeading({ readAs }: DetailLevel): string {
  return readAs === 'all' ? `State${'\u{a0}'.repeat(18)}` : 'State';
}

function blocksOf(progress: Progress, level: DetailLevel): Block[] {
  const { plan, items, problems, facts } = progress;
  const sections = [...Map.groupBy(items, ({ item }) => item.section)];
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
