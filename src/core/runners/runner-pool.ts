import type { Repository } from '../audit/repository.ts';
import { needsOf } from '../capability/job-needs.ts';
import { type Policy, runnerTakes } from '../policy/policy.ts';
import type { Place } from '../rules/rule.ts';
import { type LabelSet, labelSetKey, showLabelSet } from '../workflow/label-set.ts';
import { isSelfHosted } from '../workflow/runner-kind.ts';
import type { PlacedJob } from './placed-jobs.ts';

/** A runner that the policy declares, or the runners that a label set of the repository's jobs stands for. */
export interface RunnerPool {
  /** As messages name it: the runner's name, or its labels. */
  readonly name: string;
  /** What a job asks for to get there. */
  readonly labels: readonly string[];
  takes(asked: LabelSet): boolean;
  provides(capability: string): 'yes' | 'no' | 'unknown';
  /** A job that shows that there is such a runner, where the policy doesn't say. */
  readonly shownBy?: Place;
}

/** The runners that a policy declares. */
export function declaredPools({ runners }: Policy): readonly RunnerPool[] {
  return runners.map((runner) => ({
    name: `\`${runner.name}\``,
    labels: runner.labels,
    takes: (asked) => runnerTakes(runner, asked),
    provides(capability) {
      if (runner.provides === undefined) return 'unknown';
      return runner.provides.includes(capability) ? 'yes' : 'no';
    },
  }));
}

/**
 * The runners that the jobs themselves speak of, by their label sets with `self-hosted`. A set that another one
 * contains is no runner of its own: whoever takes the larger one takes it, too.
 */
export function usedPools(jobs: readonly PlacedJob[], repository: Repository): readonly RunnerPool[] {
  const shown = new Map<string, { readonly set: LabelSet; readonly jobs: PlacedJob[] }>();
  for (const placed of jobs) {
    for (const set of placed.runsOn.labelSets) {
      if (set.group !== undefined || !isSelfHosted(set)) continue;
      const known = shown.get(labelSetKey(set)) ?? { set, jobs: [] };
      known.jobs.push(placed);
      shown.set(labelSetKey(set), known);
    }
  }
  const sets = [...shown.values()];
  return sets
    .filter(({ set }) => !sets.some((other) => other.set !== set && carries(other.set, set)))
    .map(({ set, jobs: users }) => usedPool(set, users, repository));
}

function usedPool(set: LabelSet, users: readonly PlacedJob[], repository: Repository): RunnerPool {
  let capabilities: ReadonlySet<string> | undefined;
  const [first] = users;
  const runsOn = first?.job.runsOn;
  return {
    name: `\`${showLabelSet(set)}\``,
    labels: set.labels,
    takes: (asked) => asked.group === undefined && carries(set, asked),
    provides(capability) {
      capabilities ??= new Set(
        users.flatMap((user) => needsOf(user, repository).needs.map((need) => need.capability)),
      );
      return capabilities.has(capability) ? 'yes' : 'unknown';
    },
    ...(first !== undefined &&
      runsOn !== undefined && { shownBy: { source: first.workflow.source, span: runsOn.span } }),
  };
}

function carries(carrier: LabelSet, asked: LabelSet): boolean {
  const labels = new Set(carrier.labels.map((label) => label.toLowerCase()));
  return asked.labels.length > 0 && asked.labels.every((label) => labels.has(label.toLowerCase()));
}
