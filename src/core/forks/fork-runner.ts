import type { Policy } from '../policy/policy.ts';
import { decidedByName } from '../runners/decided-by-name.ts';
import type { PlacedJob } from '../runners/placed-jobs.ts';
import type { LabelSet } from '../workflow/label-set.ts';
import { possibleValues } from '../workflow/resolved.ts';
import { runnerKind } from '../workflow/runner-kind.ts';
import { resolveRunsOn } from '../workflow/runs-on.ts';
import { contextsOfFork } from './fork-gate.ts';

/**
 * Whether `runs-on` itself brings a fork's pull request to a runner of one's own: `other` where it chooses another one
 * for forks, `by-name` where that depends on what the repository is called, as in files that two repositories share.
 */
export function forkRunner(
  { workflow, job }: PlacedJob,
  event: string,
  policy: Policy,
): 'own' | 'other' | 'by-name' {
  const { known, legs } = resolveRunsOn(workflow, job, undefined, contextsOfFork(event, []));
  if (!known) return 'own';
  const isOwn = (set: LabelSet) => runnerKind(set, policy) === 'self-hosted';
  const own = legs.map(({ labels }) => possibleValues(labels)).filter((sets) => sets.some(isOwn));
  if (own.length === 0) return 'other';
  return own.every((sets) => !sets.every(isOwn)) && decidedByName(job) ? 'by-name' : 'own';
}
