import type { Repository } from '../audit/repository.ts';
import { callIndex } from '../workflow/callers.ts';
import { conditionHolds } from '../workflow/condition.ts';
import type { Job, Workflow } from '../workflow/model.ts';
import type { RunsOn } from '../workflow/runs-on.ts';
import { resolveRunsOnThroughCallers } from '../workflow/runs-on-through-callers.ts';

/** A job with the labels that it asks for, its callers in the repository included. */
export interface PlacedJob {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly runsOn: RunsOn;
}

/** Every job that runs on a runner, of the workflows that GitHub takes; jobs that never run are left out. */
export function placedJobs({ workflows }: Pick<Repository, 'workflows'>): readonly PlacedJob[] {
  const valid = workflows.filter((workflow) => workflow.problems.length === 0);
  const index = callIndex(valid);
  return valid.flatMap((workflow) =>
    workflow.jobs
      .filter((job) => job.runsOn !== undefined && conditionHolds(job.if, 'success') !== 'no')
      .map((job) => ({ workflow, job, runsOn: resolveRunsOnThroughCallers(workflow, job, index) })),
  );
}
