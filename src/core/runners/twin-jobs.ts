import type { Job, Step, ValueNode } from '../workflow/model.ts';
import { entriesOf, scalarsOf } from '../workflow/node-access.ts';
import type { PlacedJob } from './placed-jobs.ts';
import type { RunnerPool } from './runner-pool.ts';

/** Jobs of the same workflow that do the same, step by step, on these runners; none where a runner has no such job. */
export function twinsOn(
  placed: PlacedJob,
  pools: readonly RunnerPool[],
  jobs: readonly PlacedJob[],
): readonly PlacedJob[] {
  const twins = jobs.filter(
    (other) => other !== placed && other.workflow === placed.workflow && isSame(other.job, placed.job),
  );
  const onPool = pools.map((pool) =>
    twins.find(({ runsOn }) => runsOn.labelSets.some((set) => pool.takes(set))),
  );
  return onPool.every((twin) => twin !== undefined) ? [...new Set(onPool)] : [];
}

function isSame(one: Job, other: Job): boolean {
  return (
    one.steps.length > 0 &&
    one.steps.length === other.steps.length &&
    plain(one.container) === plain(other.container) &&
    one.steps.every((step, at) => doing(step) === doing(other.steps[at]))
  );
}

function doing(step: Step | undefined): string {
  const settings = [...(step?.with ?? []), ...(step?.env ?? [])].map(({ key, value }) => [
    key.text,
    plain(value),
  ]);
  const words = [step?.if, step?.uses, step?.run].map((node) => node?.text.trim());
  return JSON.stringify([words, settings]);
}

function plain(node: ValueNode | undefined): string {
  if (node === undefined) return '';
  if (node.kind === 'mapping')
    return JSON.stringify(entriesOf(node).map(({ key, value }) => [key.text, plain(value)]));
  return JSON.stringify((scalarsOf(node) ?? []).map(({ text }) => text));
}
