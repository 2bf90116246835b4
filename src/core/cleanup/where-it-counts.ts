import type { Policy } from '../policy/policy.ts';
import type { LabelSet } from '../workflow/label-set.ts';
import { runnerKind } from '../workflow/runner-kind.ts';
import { lowLevelRuntimes, type Runtime } from './runtime.ts';

/** The runtimes whose containers count in a job that runs on these labels. */
export function countsHere(job: {
  readonly labelSets: readonly LabelSet[];
  readonly policy: Policy;
  readonly counted: ReadonlySet<Runtime>;
  readonly where: 'self-hosted' | 'everywhere';
}): ReadonlySet<Runtime> {
  const { labelSets, policy, counted, where } = job;
  const all = where === 'everywhere' || labelSets.some((set) => runnerKind(set, policy) === 'self-hosted');
  return all ? counted : new Set([...counted].filter((runtime) => lowLevelRuntimes.has(runtime)));
}
