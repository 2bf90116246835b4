import type { Topic } from './check.ts';
import type { MarkedItem } from './marked-item.ts';
import { isTelling, stemsOf, telling } from './topic-words.ts';

/** How many of a plan's items use a word, by its stem. */
export type Rarity = (stem: string) => number;

/** Counts a plan's words, item by item. */
export function rarityIn(readings: readonly string[]): Rarity {
  const counts = new Map<string, number>();
  for (const reading of readings) {
    for (const stem of new Set(stemsOf(reading))) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return (stem) => counts.get(stem) ?? 0;
}

/** A topic out of an item's words about a file; undefined where they name nothing. */
export function makeTopic(
  words: string,
  marked: MarkedItem,
  path: string,
  rarity: Rarity,
): Topic | undefined {
  const literals = [...words.matchAll(/⟦([cp])(\d+)⟧/g)].map(
    ([, kind, at]) => (kind === 'c' ? marked.code : marked.written)[Number(at)] ?? '',
  );
  const plain = words
    .replace(/⟦\w+⟧/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^(?:a|an|the|new)\s+/i, '')
    .replace(/[\s.,:;]+$/, '')
    .replace(/\s+(?:of|to|for|in|on|with|and|from|by)$/i, '')
    .trim();
  const said = literals.length > 0 && telling(plain).every((stem) => isFiller(stem)) ? '' : plain;
  const named = withoutFrame(said);
  if (literals.length === 0 && !isTelling(named)) return undefined;
  return {
    words: named,
    telling: named === '' ? [] : rarest(named, path, rarity),
    literals,
    asSection: /\b(?:section|chapter)s?\b/i.test(plain),
  };
}

/** "multi-runner setup section" and "section on runners" are about what is beside the section. */
function withoutFrame(words: string): string {
  return words
    .replace(
      /^(?:sections?|chapters?|notes?|comments?|explanations?|docs|documentation|instructions?)\s+(?:(?:on|about|for|describing|explaining|titled|called|named)\s+|(?=["“'‘«]))/i,
      '',
    )
    .replace(/\s+(?:section|chapter)s?$/i, '')
    .replace(/^["“'‘«](.*)["”'’»]$/, '$1');
}

/** Words beside quoted code that add nothing to it ("the `crun` option"). */
function isFiller(stem: string): boolean {
  return /^(?:option|flag|set|valu|label|step|line|entri|kei|key|and|the|a|an|new|to|section|note|command|block|job|trigger|event|input|env|variabl|secret|permiss|group|keyword|file|statement)$/.test(
    stem,
  );
}

/**
 * The words without which a topic can't be there: not those of the file's own name, and of the others those that the
 * fewest items of the plan use ("installation" rather than "runner").
 */
function rarest(words: string, path: string, rarity: Rarity): string[] {
  const ofFile = new Set(stemsOf(path.split('/').at(-1) ?? ''));
  const all = telling(words);
  const own = all.filter((stem) => !ofFile.has(stem));
  const candidates = own.length > 0 ? own : all;
  const fewest = Math.min(...candidates.map(rarity));
  return candidates.filter((stem) => rarity(stem) === fewest);
}
