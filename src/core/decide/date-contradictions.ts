import type { Tree } from '../audit/tree.ts';
import type { WorkflowCache } from '../audit/workflow-cache.ts';
import type { Tracking } from '../policy/policy.ts';
import { assess } from '../progress/assess.ts';
import type { CommitFacts } from '../progress/evidence/facts.ts';
import { parsePlan } from '../progress/plan/parse-plan.ts';
import { itemKey, type Plan } from '../progress/plan/plan.ts';
import type { Progress } from '../progress/progress.ts';
import { type ProgressAt, sinceWhichCommit } from '../progress/since.ts';
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
  /** Newest first. */
  readonly commits: readonly CommitRead[];
}

/** Since which commit the items of a sprint are contradicted, by the files; where the commits don't tell, nothing. */
export function dateContradictions(
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
  const progressAt = ({ commit, tree }: CommitRead): ProgressAt => {
    const plan = planAt(tree, tracking, found.plan);
    const progress = known.get(commit.sha) ?? assess({ ...now, plan, tree, facts: undefined });
    known.set(commit.sha, progress);
    return { commit, progress };
  };
  return new Map(histories.flatMap((history) => [...datesIn(history, progressAt)]));
}

function datesIn(
  { keys, commits }: ItemHistory,
  progressAt: (read: CommitRead) => ProgressAt,
): ReadonlyMap<string, CommitFacts> {
  const some = commits.map(progressAt).map(({ commit, progress }) => ({
    commit,
    progress: { items: progress.items.filter(({ item }) => keys.includes(itemKey(item))) },
  }));
  const contradicted = new Set(
    (some[0]?.progress.items ?? [])
      .filter(({ state }) => state === 'contradicted')
      .map(({ item }) => itemKey(item)),
  );
  return new Map([...sinceWhichCommit(some)].filter(([key]) => contradicted.has(key)));
}

/** A plan that is a file is read as it was at that commit: what nobody had ticked then was not contradicted. */
function planAt(tree: Tree, { plan: path }: Tracking, now: Plan): Plan {
  if (path === undefined) return now;
  const entry = tree.get(path);
  return parsePlan(entry?.kind === 'text' ? entry.text : '', path);
}
