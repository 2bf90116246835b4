import { contextReads } from '../workflow/context-reads.ts';
import { showLabelSet } from '../workflow/label-set.ts';
import type { Job } from '../workflow/model.ts';
import { expressionsIn } from '../workflow/node-expressions.ts';
import type { RunnerPool } from './runner-pool.ts';

/** Where a job is to run: where it can run and does already, and where it could besides. */
export interface Wanted {
  readonly able: readonly RunnerPool[];
  readonly missing: readonly RunnerPool[];
}

/** How a job gets to all runners that can run it, and to no others. */
export function matrixRemedy(job: Job, { able, missing }: Wanted): string {
  const besides = able.length === 0 ? ' instead' : ', too';
  if (reads(job, 'matrix')) return `Let the matrix lead to \`${labelsOf(missing)}\`${besides}.`;
  if (reads(job, 'inputs')) {
    const how = able.length === 0 ? '' : ': a matrix in the calling job does it';
    return `Let a caller pass \`${labelsOf(missing)}\`${besides}${how}.`;
  }
  const all = [...able, ...missing];
  if (all.length === 1) return `Let it run on \`${labelsOf(all)}\` instead.`;
  const axis = `\`runner: [${labelsOf(all)}]\``;
  const how =
    job.strategy?.matrix === undefined
      ? `Give it \`strategy.matrix\` with ${axis}`
      : `Add the axis ${axis} to its matrix`;
  return `${how}, and \`runs-on\` the value \`matrix.runner\`.`;
}

function labelsOf(pools: readonly RunnerPool[]): string {
  return pools.map(({ labels }) => showLabelSet({ labels })).join(', ');
}

/** Whether `runs-on` reads a context. */
function reads({ runsOn }: Job, context: string): boolean {
  if (runsOn === undefined) return false;
  return [...expressionsIn(runsOn)].some(({ source }) =>
    contextReads(source).some((read) => read.context === context),
  );
}
