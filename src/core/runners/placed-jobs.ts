import type { Repository } from '../audit/repository.ts';
import type { Policy } from '../policy/policy.ts';
import { callIndex } from '../workflow/callers.ts';
import { neverHolds } from '../workflow/condition.ts';
import type { Job, Workflow } from '../workflow/model.ts';
import type { RunsOn } from '../workflow/runs-on.ts';
import { resolveRunsOnThroughCallers } from '../workflow/runs-on-through-callers.ts';

/** A job with the labels that it asks for, its callers in the repository included. */
export interface PlacedJob {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly runsOn: RunsOn;
}

/**
 * The jobs that may run on runners of one's own: those whose file speaks of `self-hosted` or of a declared runner's
 * label, or whose callers decide. The others need no closer look.
 */
export function jobsOnOwnRunners(repository: Pick<Repository, 'workflows' | 'policy'>): readonly PlacedJob[] {
  const own = ownLabels(repository.policy);
  return place(repository, ({ source }, { runsOn }) => {
    if (own.test(source.text)) return true;
    return runsOn !== undefined && /inputs/i.test(source.text.slice(runsOn.span.start, runsOn.span.end));
  });
}

function ownLabels({ runners }: Policy): RegExp {
  const labels = runners.flatMap(({ labels: own, aliases }) => [...own, ...aliases.flat()]);
  const words = new Set(['self-hosted', ...labels]);
  return new RegExp([...words].map((word) => word.replace(/[^\w]/g, '\\$&')).join('|'), 'i');
}

/** Every job that runs on a runner, of the workflows that GitHub takes; jobs that never run are left out. */
export function placedJobs(repository: Pick<Repository, 'workflows'>): readonly PlacedJob[] {
  return place(repository, () => true);
}

function place(
  { workflows }: Pick<Repository, 'workflows'>,
  isWanted: (workflow: Workflow, job: Job) => boolean,
): readonly PlacedJob[] {
  const valid = workflows.filter((workflow) => workflow.problems.length === 0);
  const index = callIndex(valid);
  return valid.flatMap((workflow) =>
    workflow.jobs
      .filter((job) => job.runsOn !== undefined && isWanted(workflow, job) && !neverHolds(job.if))
      .map((job) => ({ workflow, job, runsOn: resolveRunsOnThroughCallers(workflow, job, index) })),
  );
}
