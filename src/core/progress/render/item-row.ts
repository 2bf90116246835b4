import { clipText } from '../../report/clip.ts';
import { codeSpan, escapeMarkdown, messageMarkdown } from '../../report/escape-markdown.ts';
import { readClaimAs } from '../claims/read-as.ts';
import type { ProgressFacts } from '../evidence/facts.ts';
import type { AssessedItem } from '../progress.ts';
import type { ItemState } from '../state.ts';
import type { DetailLevel } from './detail-level.ts';
import { evidenceMarkdown, linkMarkdown } from './evidence-markdown.ts';
import { proseMarkdown } from './prose-markdown.ts';

/** The sign before a state. */
export const stateSigns: Readonly<Record<ItemState, string>> = {
  verified: '✅',
  claimed: '💬',
  contradicted: '❌',
  'ready to tick': '🟢',
  open: '⬜',
};

/** An item as one row of a table: its state alone in a cell, its words, and what was found. */
export function itemRow(
  assessed: AssessedItem,
  facts: ProgressFacts | undefined,
  level: DetailLevel,
): string {
  const { item, state } = assessed;
  const words = proseMarkdown(item, level.words) || escapeMarkdown(clipText(item.text, level.words));
  return `| ${stateSigns[state]} ${state} | ${words} | ${found(assessed, facts, level)} |`;
}

function found(assessed: AssessedItem, facts: ProgressFacts | undefined, level: DetailLevel): string {
  const { claim, evidence, state } = assessed;
  const shown =
    level.evidenceOf === 'all' || (level.evidenceOf === 'contradicted' && state === 'contradicted');
  if (!shown) return '';
  const readAs = level.readAs === 'all' ? readClaimAs(claim) : undefined;
  const because = claim.kind === 'none' ? `nothing checks it: ${claim.because}` : undefined;
  const how = claim.kind === 'checks' && claim.source === 'policy' ? 'the policy reads it as' : 'read as';
  return [
    ...(readAs === undefined ? [] : [`_${how}:_ ${messageMarkdown(clipText(readAs, 400))}`]),
    ...(because === undefined ? [] : [messageMarkdown(because)]),
    ...evidence.map((piece) => evidenceMarkdown(piece, facts, level.evidence)),
    ...sinceMarkdown(assessed),
  ].join('<br>');
}

/** A contradiction says since which commit. */
function sinceMarkdown({ state, since }: AssessedItem): string[] {
  if (since === undefined || state !== 'contradicted') return [];
  const commit = linkMarkdown(codeSpan(since.sha.slice(0, 7)), since.url);
  return [`since ${commit} of ${escapeMarkdown(since.date.slice(0, 10))}`];
}
