import type { Tree } from '../audit/tree.ts';
import type { WorkflowCache } from '../audit/workflow-cache.ts';
import type { Tracking } from '../policy/policy.ts';
import { assess } from '../progress/assess.ts';
import { weighTogether } from '../progress/evidence/evidence.ts';
import type { CommitFacts } from '../progress/evidence/facts.ts';
import { parsePlan } from '../progress/plan/parse-plan.ts';
import { itemKey, type Plan } from '../progress/plan/plan.ts';
import type { Progress } from '../progress/progress.ts';
import { type ProgressAt, sinceWhichCommit } from '../progress/since.ts';
import type { Standing } from './dated-by-files.ts';
import { inputOf, trackedIn } from './decide-progress.ts';
import { planOf } from './plan-of.ts';
import type { SprintFacts } from './sprint-facts.ts';

/** A commit with its files. */
export interface CommitRead {
  readonly commit: CommitFacts;
  readonly tree: Tree;
}

/** Items with the commits that changed the files on which they depend. */
export interface ItemHistory {
  /** Of the items. */
  readonly keys: readonly string[];
  readonly standing: Standing;
  /** Newest first. */
  readonly commits: readonly CommitRead[];
  /** `whole` where the files had no commit before these. */
  readonly reach: 'whole' | 'part';
}

/** Since which commit the items of a sprint are contradicted or proved, by the files; where the commits don't tell, nothing. */
export function dateEvidence(
  facts: SprintFacts,
  {
    issue,
    histories,
    cache,
  }: {
    readonly issue: number;
    readonly histories: readonly ItemHistory[];
    readonly cache: WorkflowCache;
  },
): ReadonlyMap<string, CommitFacts> {
  const tracking = trackedIn(facts).find((one) => one.issue === issue);
  const found = tracking && planOf(tracking, facts);
  if (tracking === undefined || found?.kind !== 'plan') return new Map();
  // The runners and bindings that are declared now are meant, whatever the policy said then.
  const now = inputOf(facts, { plan: found.plan, tracking, cache });
  const known = new Map<string, Pick<Progress, 'items'>>();
  const progressAt = ({ commit, tree }: CommitRead, standing: Standing): ProgressAt => {
    const key = `${standing} ${commit.sha}`;
    const plan = standing === 'proved' ? found.plan : planAt(tree, tracking, found.plan);
    const progress = known.get(key) ?? assess({ ...now, plan, tree, facts: undefined });
    known.set(key, progress);
    return { commit, progress };
  };
  return new Map(histories.flatMap((history) => [...datesIn(history, progressAt)]));
}

function datesIn(
  { keys, standing, commits, reach }: ItemHistory,
  progressAt: (read: CommitRead, standing: Standing) => ProgressAt,
): ReadonlyMap<string, CommitFacts> {
  const some = commits
    .map((read) => progressAt(read, standing))
    .map(({ commit, progress }) => ({
      commit,
      progress: { items: progress.items.filter(({ item }) => keys.includes(itemKey(item))) },
    }));
  const now = (some[0]?.progress.items ?? []).filter(({ evidence, state }) =>
    standing === 'contradicted' ? state === 'contradicted' : weighTogether(evidence) === 'holds',
  );
  const still = new Set(now.map(({ item }) => itemKey(item)));
  // Before the first commit of a file there was none, and it proved nothing.
  const before = standing === 'proved' && reach === 'whole' ? 'otherwise' : 'unknown';
  return new Map([...sinceWhichCommit(some, before)].filter(([key]) => still.has(key)));
}

/** A plan that is a file is read as it was at that commit: what nobody had ticked then was not contradicted. */
function planAt(tree: Tree, { plan: path }: Tracking, now: Plan): Plan {
  if (path === undefined) return now;
  const entry = tree.get(path);
  return parsePlan(entry?.kind === 'text' ? entry.text : '', path);
}
