import { type Block, plainBlock } from '../../report/fit-blocks.ts';
import type { AssessedItem, Progress } from '../progress.ts';
import { evidenceMarkdown } from './evidence-markdown.ts';
import { proseMarkdown } from './prose-markdown.ts';

const mostCauses = 5;
const longestCause = 240;
const longestWords = 120;

/** What contradicts ticked items, cause by cause: six items may be contradicted by one broken file. */
export function contradictedBlocks({ items, facts }: Progress): Block[] {
  const contradicted = items.filter(({ state }) => state === 'contradicted');
  const causes = [...Map.groupBy(contradicted, causeOf).values()].toSorted((a, b) => b.length - a.length);
  if (causes.length === 0) return [];
  const lines = causes.slice(0, mostCauses).flatMap((group) => {
    const [first] = group;
    const failing = first?.evidence.find(({ verdict }) => verdict === 'fails');
    return first === undefined || failing === undefined
      ? []
      : [`- ${evidenceMarkdown(failing, facts, longestCause)}: ${itemsWords(group, first)}`];
  });
  const more = causes.length > mostCauses ? [`- …and ${causes.length - mostCauses} more, below`] : [];
  return [plainBlock(['**Ticked, but not so:**', '', ...lines, ...more, ''].join('\n'))];
}

function causeOf({ evidence }: AssessedItem): string {
  return evidence.find(({ verdict }) => verdict === 'fails')?.detail ?? '';
}

function itemsWords(group: readonly AssessedItem[], { item }: AssessedItem): string {
  const words = `“${proseMarkdown(item, longestWords)}”`;
  return group.length === 1 ? words : `${words} and ${group.length - 1} more`;
}
