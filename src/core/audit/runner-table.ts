import { runnerTakes } from '../policy/policy.ts';
import { callIndex } from '../workflow/callers.ts';
import type { LabelSet } from '../workflow/label-set.ts';
import { resolveRunsOn } from '../workflow/runs-on.ts';
import { resolveRunsOnThroughCallers } from '../workflow/runs-on-through-callers.ts';
import type { Repository } from './repository.ts';

/** Where the jobs of a repository run: what `ci-warden runners --format json` prints. */
export interface RunnerTable {
  readonly version: 1;
  readonly jobs: readonly {
    readonly path: string;
    readonly job: string;
    /** False where inputs, variables or outputs decide, even where the callers in the repository settle it. */
    readonly known: boolean;
    /** Without the group, where one is asked for. */
    readonly labelSets: readonly (readonly string[])[];
    /** The declared runners that would take the job. */
    readonly runners: readonly string[];
  }[];
}

/** Lists each job that runs on a runner (calls of reusable workflows don't), in the order of the files. */
export function runnerTable(repository: Repository): RunnerTable {
  const index = callIndex(repository.workflows);
  const jobs = repository.workflows.flatMap((workflow) =>
    workflow.jobs
      .filter((job) => job.runsOn !== undefined)
      .map((job) => {
        const { known } = resolveRunsOn(workflow, job);
        const { labelSets } = resolveRunsOnThroughCallers(workflow, job, index);
        return {
          path: workflow.path,
          job: job.id,
          known,
          labelSets: labelSets.map((set) => set.labels),
          runners: runnersFor(labelSets, repository),
        };
      }),
  );
  return { version: 1, jobs };
}

function runnersFor(labelSets: readonly LabelSet[], { policy }: Repository): readonly string[] {
  return policy.runners
    .filter((runner) => labelSets.some((set) => runnerTakes(runner, set)))
    .map((runner) => runner.name);
}
