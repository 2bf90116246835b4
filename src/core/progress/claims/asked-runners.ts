import type { AskedRunners, NamedRunner } from './check.ts';
import type { MarkedItem } from './marked-item.ts';
import { declaredAmong } from './named-runners.ts';

const codes = '⟦c\\d+⟧(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+|\\s*&\\s*)⟦c\\d+⟧)*';
const determiners =
  '(?:(?:both|all|every|each|the|our|these|at\\s+least|two|three|four|\\d+|different|distinct|separate|declared|available|self-hosted|ci|github)\\s+){0,6}';

/** Runners as the object or the subject of a sentence, for a pattern: `both runners`, `runner ⟦c0⟧`, `⟦c0⟧ and ⟦c1⟧`. */
export const runnerPhrase = `(?:${determiners}(?:of\\s+(?:the|our)\\s+)?(?:self-hosted\\s+)?(?:${codes}\\s+)?runners?(?:\\s+(?:${codes}|[\\w.-]*[\\d-][\\w.-]*))?|${codes})`;

const many = new RegExp(
  '\\b(?<count>both|all|every|each|two|three|four|\\d+)\\s+(?:of\\s+)?(?:the\\s+|our\\s+|these\\s+)?(?<number>\\d+\\s+)?' +
    '(?:different\\s+|distinct\\s+|separate\\s+|declared\\s+|available\\s+|self-hosted\\s+){0,4}runners?\\b',
  'i',
);
const counts: Readonly<Record<string, number>> = { both: 2, two: 2, three: 3, four: 4 };

/**
 * The runners that an item speaks of: those that it names, else all where it says "both", "every" and the like.
 * Undefined where it speaks of no runners, of one that nothing tells, or of fewer or more than are known.
 */
export function askedRunners(marked: MarkedItem, known: readonly NamedRunner[]): AskedRunners | undefined {
  const byName = known.filter(({ name }) => namesRunner(marked, name));
  const groups = many.exec(marked.allWords)?.groups;
  const quantity = (groups?.number ?? groups?.count)?.trim().toLowerCase();
  const count = quantity === undefined ? undefined : (counts[quantity] ?? numberIn(quantity));
  if (byName.length > 0 && (quantity === undefined || byName.length === count)) return exactly(byName);
  if (quantity === undefined && !/\bmulti-?\s?runners?\b/i.test(marked.words)) return undefined;
  if (known.length === 0) return { named: [], atLeast: count ?? 2 };
  return allOf(known, count);
}

/** "All" are those that the policy declares, unless that is one: then the plan speaks of others, too. */
function allOf(known: readonly NamedRunner[], count: number | undefined): AskedRunners | undefined {
  const declared = declaredAmong(known);
  if (count === undefined) return exactly(declared.length > 1 ? declared : known);
  const meant = [declared, known].find(({ length }) => length === count);
  return meant && exactly(meant);
}

function exactly(named: readonly NamedRunner[]): AskedRunners {
  return { named, atLeast: named.length };
}

function numberIn(word: string): number | undefined {
  return /^\d+$/.test(word) ? Number(word) : undefined;
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
