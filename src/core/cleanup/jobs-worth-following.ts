import type { Repository } from '../audit/repository.ts';
import type { ParsedFiles } from '../shell/parsed-files.ts';
import { filesOf } from '../shell/repository-files.ts';
import { callIndex } from '../workflow/callers.ts';
import type { LabelSet } from '../workflow/label-set.ts';
import type { Job, Workflow } from '../workflow/model.ts';
import { resolveRunsOn } from '../workflow/runs-on.ts';
import { resolveRunsOnThroughCallers } from '../workflow/runs-on-through-callers.ts';
import { type Runtime, runtimesNamed } from './runtime.ts';
import { countsHere } from './where-it-counts.ts';
import { isWorthFollowing } from './worth-following.ts';

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
  readonly repository: Pick<Repository, 'policy' | 'file' | 'workflows'>;
  readonly workflow: Workflow;
  readonly counted: ReadonlySet<Runtime>;
  readonly where: 'self-hosted' | 'everywhere';
}): JobToFollow[] {
  const { repository, workflow, counted, where } = scope;
  const shared = new Map<string, ParsedFiles>();
  const filesFor = (counts: ReadonlySet<Runtime>): ParsedFiles => {
    const key = [...counts].join();
    const files =
      shared.get(key) ??
      filesOf({ repository, workflow }, (source) =>
        [...counts].some((runtime) => runtimesNamed(source).has(runtime)),
      );
    shared.set(key, files);
    return files;
  };
  return workflow.jobs.flatMap((job) => {
    const isContained = job.container !== undefined;
    const countsOn = (labelSets: readonly LabelSet[]) =>
      countsHere({ labelSets, isContained, policy: repository.policy, counted, where });
    const isWorth = (counts: ReadonlySet<Runtime>) =>
      isWorthFollowing({ workflow, job }, counts, filesFor(counts));
    const alone = resolveRunsOn(workflow, job);
    // Who calls a workflow takes a look at all of them, so only for a job that may make containers at all.
    const labelSets =
      alone.known || where === 'everywhere' || !isWorth(counted)
        ? alone.labelSets
        : resolveRunsOnThroughCallers(workflow, job, callIndex(repository.workflows)).labelSets;
    const counts = countsOn(labelSets);
    return isWorth(counts) ? [{ job, labelSets, counts, files: filesFor(counts) }] : [];
  });
}
