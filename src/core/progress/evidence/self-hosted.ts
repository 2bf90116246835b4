import type { Repository } from '../../audit/repository.ts';
import type { Workflow } from '../../workflow/model.ts';
import { runnerKind } from '../../workflow/runner-kind.ts';
import { placementOf } from './job-placement.ts';

/** Whether a job of the workflow runs on a self-hosted runner. */
export function isSelfHosted(workflow: Workflow, { policy, workflows }: Repository): boolean {
  return workflow.jobs
    .flatMap((job) => placementOf(workflow, job, workflows).certain)
    .some((set) => runnerKind(set, policy) === 'self-hosted');
}
