import { type Verdict, weighTogether } from './evidence/evidence.ts';
import type { CommitFacts } from './evidence/facts.ts';
import { itemKey } from './plan/plan.ts';
import type { Progress } from './progress.ts';

/** How the items stood at a commit, by the files alone. */
export interface ProgressAt {
  readonly commit: CommitFacts;
  readonly progress: Pick<Progress, 'items'>;
}

/**
 * For each item of the newest commit, the commit since which its evidence says what it says: the oldest of the commits
 * in a row up to the newest that say the same. Where all of them do, nothing is known, unless it was otherwise before the
 * first of them.
 */
export function sinceWhichCommit(
  newestFirst: readonly ProgressAt[],
  before: 'unknown' | 'otherwise' = 'unknown',
): ReadonlyMap<string, CommitFacts> {
  const verdicts = newestFirst.map(({ commit, progress }) => ({ commit, verdicts: verdictsOf(progress) }));
  const [newest, ...older] = verdicts;
  const since = new Map<string, CommitFacts>();
  for (const [key, verdict] of newest?.verdicts ?? []) {
    const change = older.findIndex((one) => one.verdicts.get(key) !== verdict);
    const first = change < 0 && before === 'otherwise' ? verdicts.at(-1) : verdicts[change];
    if (first !== undefined) since.set(key, first.commit);
  }
  return since;
}

/** An item that the plan of that commit doesn't have yet has no verdict; one not ticked yet contradicted nothing. */
function verdictsOf({ items }: Pick<Progress, 'items'>): Map<string, Verdict | 'contradicted'> {
  return new Map(
    items.map(({ item, evidence, state }) => [
      itemKey(item),
      state === 'contradicted' ? state : weighTogether(evidence),
    ]),
  );
}
