import type { AskedRunners, NamedRunner } from './check.ts';
import type { MarkedItem } from './marked-item.ts';

const many =
  /\b(?:both|all|every|each|the two|two|three|four)\s+(?:of\s+)?(?:the\s+)?(?:self-hosted\s+)?runners?\b/i;
const counts: Readonly<Record<string, number>> = { three: 3, four: 4 };

/**
 * The runners that an item speaks of: those that it names, else all where it says "both", "every" and the like.
 * Undefined where it speaks of no runners, or of one that nothing tells.
 */
export function askedRunners(marked: MarkedItem, known: readonly NamedRunner[]): AskedRunners | undefined {
  const byName = known.filter(({ name }) => namesRunner(marked, name));
  const quantity = many.exec(marked.allWords)?.[0];
  if (byName.length > 0 && (quantity === undefined || byName.length > 1)) return exactly(byName);
  if (quantity === undefined && !/\bmulti-?\s?runners?\b/i.test(marked.words)) return undefined;
  return known.length > 0 ? exactly(known) : { named: [], atLeast: leastOf(quantity ?? '') };
}

function exactly(named: readonly NamedRunner[]): AskedRunners {
  return { named, atLeast: named.length };
}

function leastOf(quantity: string): number {
  const word = /^\w+/.exec(quantity.toLowerCase())?.[0] ?? '';
  return counts[word] ?? 2;
}

/** By its name as code, or as a word beside "runner"; a name of two words is several labels. */
function namesRunner({ code, allWords }: MarkedItem, name: string): boolean {
  const lower = name.toLowerCase();
  if (code.some((text) => text.toLowerCase() === lower)) return true;
  const word = lower.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`\\brunners?\\s+${word}(?![\\w-])|(?<![\\w-])${word}\\s+runners?\\b`).test(
    allWords.toLowerCase(),
  );
}
