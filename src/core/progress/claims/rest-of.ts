import type { Check } from './check.ts';
import type { Clause } from './clauses.ts';

/** `<file> and its badge`: what goes or comes with a file, and is none. */
const besides = /⟦p\d+⟧(?:\s+\w+)?\s+and\s+(?<more>(?:its|their|all|any|other|every)\s+[^⟦]+)$/i;
/** `<file> with a step for each board`: how a new file must be, besides being there. */
const qualities = /⟦p\d+⟧(?:\s+\w+)?\s+(?<more>(?:with|that|which|covering|containing|running|using)\s+.+)$/i;

/** `<file> exists and is documented` */
const further =
  /⟦p\d+⟧\s+(?:(?:is|are|was|were|has|have|been|now)\s+){0,3}(?:created|added|written|exists?|present|there|deleted|removed|gone|absent)\s+and\s+(?<more>(?:(?:is|are|has|have|was|were)\s+)?\w[^⟦]*)$/i;

/** What a clause promises besides what is checked of it, in its own words; what only explains is none of it. */
export function restOf(
  words: string,
  { checks, mood }: { readonly checks: readonly Check[]; readonly mood: Clause['mood'] },
): string[] {
  // A verb alone shares its object with the next.
  if (checks.length === 0) return mood === 'imperative' && /\s/.test(words) ? [words] : [];
  const onlyFiles = checks.every(({ kind }) => kind === 'file-present' || kind === 'file-absent');
  const onlyThere = checks.every(({ kind }) => kind === 'file-present');
  const onlyRunners = checks.every(({ kind }) => kind === 'workflow-matrix');
  const onlyTime = checks.every(({ kind }) => kind === 'time-fell');
  const found = [
    ...(onlyRunners ? [/\brunners\s+and\s+(?<more>[^⟦]+)$/i] : []),
    ...(onlyTime ? [/(?:%|percent)\s+and\s+(?<more>[^⟦\d]+)$/i] : []),
    besides,
    ...(onlyThere ? [qualities] : []),
    ...(onlyFiles ? [further] : []),
  ];
  const more = found.map((pattern) => pattern.exec(words)).find((match) => match !== null)?.groups?.more;
  return more === undefined ? [] : [more];
}
