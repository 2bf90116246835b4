import { clipText } from '../../report/clip.ts';
import { codeSpan, escapeMarkdown, messageMarkdown } from '../../report/escape-markdown.ts';
import type { Claim } from '../claims/check.ts';
import { readClaimAs } from '../claims/read-as.ts';
import type { ProgressFacts } from '../evidence/facts.ts';
import type { AssessedItem } from '../progress.ts';
import type { ItemState } from '../state.ts';
import type { DetailLevel } from './detail-level.ts';
import { evidenceMarkdown, linkMarkdown } from './evidence-markdown.ts';
import { proseMarkdown } from './prose-markdown.ts';
import { shortPaths } from './short-paths.ts';

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
  const { state } = assessed;
  const shown =
    level.evidenceOf === 'all' || (level.evidenceOf === 'contradicted' && state === 'contradicted');
  if (!shown) return '';
  const { claim } = assessed;
  return [
    ...assessed.evidence.map((piece) => evidenceMarkdown(piece, facts, level.evidence)),
    ...sinceMarkdown(assessed),
    ...(level.readAs === 'all' || claim.kind === 'none' ? [howItWasRead(claim)] : []),
  ].join('<br>');
}

/** Small, below what counts: it is looked for where an item is not what one thought. */
function howItWasRead(claim: Claim): string {
  const readAs = readClaimAs(claim);
  if (claim.kind === 'none' || readAs === undefined) {
    return messageMarkdown(`nothing checks it: ${claim.kind === 'none' ? claim.because : ''}`);
  }
  const how = claim.source === 'policy' ? 'the policy reads it as' : 'read as';
  return `<sub>${how}: ${messageMarkdown(clipText(shortPaths(readAs), 400))}</sub>`;
}

/** A contradiction says since which commit; so does what is proved by nothing that one could look at, as a file that is gone. */
function sinceMarkdown({ state, since, evidence }: AssessedItem): string[] {
  const isProved = state === 'verified' || state === 'ready to tick';
  const canBeSeen = evidence.some(({ line, url }) => line !== undefined || url !== undefined);
  if (since === undefined || !(state === 'contradicted' || (isProved && !canBeSeen))) return [];
  const commit = linkMarkdown(codeSpan(since.sha.slice(0, 7)), since.url);
  return [`since ${commit} of ${escapeMarkdown(since.date.slice(0, 10))}`];
}
