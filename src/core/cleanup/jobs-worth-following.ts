import type { Repository } from '../audit/repository.ts';
import type { LabelSet } from '../workflow/label-set.ts';
import type { Job, Workflow } from '../workflow/model.ts';
import { resolveRunsOn } from '../workflow/runs-on.ts';
import type { Runtime } from './runtime.ts';
import { countsHere } from './where-it-counts.ts';
import { worthFollowing } from './worth-following.ts';

/** A job that may make containers that count. */
export interface JobToFollow {
  readonly job: Job;
  readonly labelSets: readonly LabelSet[];
  readonly counts: ReadonlySet<Runtime>;
  readonly follow: 'all' | 'files';
}

/** The jobs of a workflow that may make containers of the counted runtimes where they count. */
export function jobsWorthFollowing(scope: {
  readonly repository: Pick<Repository, 'policy'>;
  readonly workflow: Workflow;
  readonly counted: ReadonlySet<Runtime>;
  readonly where: 'self-hosted' | 'everywhere';
}): JobToFollow[] {
  const { repository, workflow, counted, where } = scope;
  return workflow.jobs.flatMap((job) => {
    if (worthFollowing(workflow, job, counted) === 'nothing') return [];
    const { labelSets } = resolveRunsOn(workflow, job);
    const isContained = job.container !== undefined;
    const counts = countsHere({ labelSets, isContained, policy: repository.policy, counted, where });
    const follow = worthFollowing(workflow, job, counts);
    return follow === 'nothing' ? [] : [{ job, labelSets, counts, follow }];
  });
}
