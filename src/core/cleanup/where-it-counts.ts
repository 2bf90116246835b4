import type { Policy } from '../policy/policy.ts';
import type { LabelSet } from '../workflow/label-set.ts';
import { runnerKind } from '../workflow/runner-kind.ts';
import { lowLevelRuntimes, type Runtime } from './runtime.ts';

/** Runtimes that keep their containers inside of a job's own container, which the runner removes. */
const insideOfJobContainer: ReadonlySet<Runtime> = new Set(['crun', 'runc', 'youki', 'podman']);

/** The runtimes whose containers count in a job that runs on these labels. */
export function countsHere(job: {
  readonly labelSets: readonly LabelSet[];
  /** The job's steps run in a container (`container:`). Docker's socket of the host is in there too. */
  readonly isContained: boolean;
  readonly policy: Policy;
  readonly counted: ReadonlySet<Runtime>;
  readonly where: 'self-hosted' | 'everywhere';
}): ReadonlySet<Runtime> {
  const { labelSets, policy, where } = job;
  const counted = job.isContained
    ? new Set([...job.counted].filter((runtime) => !insideOfJobContainer.has(runtime)))
    : job.counted;
  const all = where === 'everywhere' || labelSets.some((set) => runnerKind(set, policy) === 'self-hosted');
  return all ? counted : new Set([...counted].filter((runtime) => lowLevelRuntimes.has(runtime)));
}
