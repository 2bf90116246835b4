import type { Repository } from '../audit/repository.ts';
import type { Policy } from '../policy/policy.ts';
import { remembered } from '../remembered.ts';
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
export function jobsOnOwnRunners({
  workflows,
  policy,
}: Pick<Repository, 'workflows' | 'policy'>): readonly PlacedJob[] {
  return onOwnRunners(policy)(workflows);
}

/** Several rules ask the same, and from one audit to the next most files are the same. */
const onOwnRunners = remembered((policy: Policy) => {
  const own = ownLabels(policy);
  const speaksOfThem = remembered(({ source }: Workflow) => own.test(source.text));
  const jobsOf = remembered((workflow: Workflow) =>
    placeable(workflow).filter(({ runsOn }) => {
      if (speaksOfThem(workflow)) return true;
      const { text } = workflow.source;
      return runsOn !== undefined && /inputs/i.test(text.slice(runsOn.span.start, runsOn.span.end));
    }),
  );
  return remembered((workflows: readonly Workflow[]) => place(workflows, jobsOf));
});

function ownLabels({ runners }: Policy): RegExp {
  const labels = runners.flatMap(({ labels: own, aliases }) => [...own, ...aliases.flat()]);
  const words = new Set(['self-hosted', ...labels]);
  return new RegExp([...words].map((word) => word.replace(/[^\w]/g, '\\$&')).join('|'), 'i');
}

/** Every job that runs on a runner, of the workflows that GitHub takes; jobs that never run are left out. */
export function placedJobs({ workflows }: Pick<Repository, 'workflows'>): readonly PlacedJob[] {
  return place(workflows, placeable);
}

function placeable({ jobs }: Workflow): readonly Job[] {
  return jobs.filter((job) => job.runsOn !== undefined && !neverHolds(job.if));
}

function place(
  workflows: readonly Workflow[],
  jobsOf: (workflow: Workflow) => readonly Job[],
): readonly PlacedJob[] {
  const valid = workflows.filter((workflow) => workflow.problems.length === 0);
  const index = callIndex(valid);
  return valid.flatMap((workflow) =>
    jobsOf(workflow).map((job) => ({
      workflow,
      job,
      runsOn: resolveRunsOnThroughCallers(workflow, job, index),
    })),
  );
}
