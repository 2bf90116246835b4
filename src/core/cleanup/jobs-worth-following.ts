import type { Repository } from '../audit/repository.ts';
import type { ParsedFiles } from '../shell/parsed-files.ts';
import type { LabelSet } from '../workflow/label-set.ts';
import type { Job, Workflow } from '../workflow/model.ts';
import { resolveRunsOn } from '../workflow/runs-on.ts';
import { filesOf } from './job-run.ts';
import type { Runtime } from './runtime.ts';
import { countsHere } from './where-it-counts.ts';
import { isWorthFollowing, names } from './worth-following.ts';

/** A job that may make containers that count. */
export interface JobToFollow {
  readonly job: Job;
  readonly labelSets: readonly LabelSet[];
  readonly counts: ReadonlySet<Runtime>;
  /** The files that it may run, shared by all jobs on whose runners the same counts. */
  readonly files: ParsedFiles;
}

/** The jobs of a workflow that may make containers of the counted runtimes where they count. */
export function jobsWorthFollowing(scope: {
  readonly repository: Pick<Repository, 'policy' | 'file'>;
  readonly workflow: Workflow;
  readonly counted: ReadonlySet<Runtime>;
  readonly where: 'self-hosted' | 'everywhere';
}): JobToFollow[] {
  const { repository, workflow, counted, where } = scope;
  const shared = new Map<string, ParsedFiles>();
  return workflow.jobs.flatMap((job) => {
    const { labelSets } = resolveRunsOn(workflow, job);
    const isContained = job.container !== undefined;
    const counts = countsHere({ labelSets, isContained, policy: repository.policy, counted, where });
    const key = [...counts].join();
    const files = shared.get(key) ?? filesOf({ repository, workflow }, (text) => names(counts, text));
    shared.set(key, files);
    return isWorthFollowing({ workflow, job }, counts, files) ? [{ job, labelSets, counts, files }] : [];
  });
}
