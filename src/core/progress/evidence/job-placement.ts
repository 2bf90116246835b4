import type { LabelSet } from '../../workflow/label-set.ts';
import type { Job, Workflow } from '../../workflow/model.ts';
import { type RunsOn, resolveRunsOn } from '../../workflow/runs-on.ts';
import { resolveRunsOnThroughCallers } from '../../workflow/runs-on-through-callers.ts';

/** Where a job's legs run; a job that calls a workflow of the repository runs where that workflow's jobs do. */
export interface JobPlacement {
  /** Label sets that some leg asks for, whatever happens. */
  readonly certain: readonly LabelSet[];
  /** Undefined where all is known. */
  readonly because: string | undefined;
}

/** Resolves where a job runs. */
export function placementOf(workflow: Workflow, job: Job, workflows: readonly Workflow[]): JobPlacement {
  if (job.uses === undefined) return placementOfLegs([resolveRunsOn(workflow, job)]);
  const path = job.uses.text.replace(/^\.\//, '');
  const called = workflows.find((one) => one.path === path && one.problems.length === 0);
  if (called === undefined) return { certain: [], because: `\`${job.uses.text}\` is not at hand` };
  // Only this call counts, not who else calls the workflow or starts it.
  const byCall = { ...called, on: called.on.filter(({ event }) => event === 'workflow_call') };
  const callers = new Map([[path, [{ workflow, job }]]]);
  return placementOfLegs(called.jobs.map((one) => resolveRunsOnThroughCallers(byCall, one, callers)));
}

function placementOfLegs(each: readonly RunsOn[]): JobPlacement {
  const labels = each.flatMap(({ legs }) => legs.map((leg) => leg.labels));
  const open = labels.some(({ kind }) => kind === 'one-of') ? 'it is one of several' : undefined;
  return {
    certain: labels.flatMap((one) => (one.kind === 'known' ? [one.value] : [])),
    because: each.find(({ known }) => !known)?.because ?? open,
  };
}
