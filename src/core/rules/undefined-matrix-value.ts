import { z } from 'zod';
import { nearestName } from '../policy/nearest-name.ts';
import { contextReads } from '../workflow/context-reads.ts';
import { workflowContexts } from '../workflow/job-contexts.ts';
import { expandMatrix } from '../workflow/matrix.ts';
import type { Job, Step, Workflow } from '../workflow/model.ts';
import { expressionsIn, type NodeExpression } from '../workflow/node-expressions.ts';
import { possibleValues } from '../workflow/resolved.ts';
import { defineRule, type Offence } from './rule.ts';

export default defineRule({
  id: 'undefined-matrix-value',
  severity: 'error',
  summary: 'A job reads a value of a matrix that it does not have',
  why: 'GitHub puts nothing there and says nothing: a label, a name, a path or a condition silently loses that part.',
  remedy: 'Give the job a matrix with that key, or take the expression out.',
  details: [
    "The keys of `include` count. A matrix that is computed while the workflow runs is left alone, and so is `matrix.x || 'default'` where there is a matrix.",
  ],
  options: z.object({}),
  *job({ workflow, job }) {
    let keys: readonly string[] | undefined;
    for (const expression of expressionsIn(job.node)) {
      if (!/matrix/i.test(expression.source)) continue;
      for (const read of contextReads(expression.source)) {
        const [key] = read.path;
        if (read.context !== 'matrix' || key === undefined) continue;
        keys ??= matrixKeys(workflow, job);
        if (keys === undefined) return;
        if (keys.some((known) => known.toLowerCase() === key.toLowerCase())) continue;
        // `matrix.x || 'default'` is how people write a key that only some matrices have.
        if (read.hasFallback && keys.length > 0) continue;
        yield offence({ workflow, job, keys }, expression, { ...read, key });
      }
    }
  },
});

/** The keys that any leg may have; none where there is no matrix, undefined where they can't be known. */
function matrixKeys(workflow: Workflow, job: Job): readonly string[] | undefined {
  if (job.strategy?.matrix === undefined) return [];
  const matrix = expandMatrix(job, workflowContexts(workflow));
  if (matrix.kind === 'unknown') return undefined;
  return [...new Set(possibleValues(matrix).flatMap((legs) => legs.flatMap((leg) => [...leg.keys()])))];
}

function offence(
  { workflow, job, keys }: { workflow: Workflow; job: Job; keys: readonly string[] },
  { scalar, start }: NodeExpression,
  read: { readonly key: string; readonly start: number; readonly end: number },
): Offence {
  const at = scalar.locate(start + read.start, start + read.end);
  const step = stepAt(job, at.start);
  const matrix = job.strategy?.matrix;
  const meant = nearestName(read.key, keys);
  return {
    at,
    key: read.key.toLowerCase(),
    ...(step !== undefined && { step }),
    message:
      matrix === undefined
        ? `\`matrix.${read.key}\` is read, but job \`${job.id}\` has no matrix.`
        : `\`matrix.${read.key}\` is read, but the matrix of job \`${job.id}\` has no such key, only ${keys.map((key) => `\`${key}\``).join(', ')}.`,
    ...(meant !== undefined && { remedy: `Did you mean \`matrix.${meant}\`?` }),
    related:
      matrix === undefined
        ? []
        : [{ at: { source: workflow.source, span: matrix.span }, message: 'the matrix' }],
  };
}

function stepAt(job: Job, offset: number): Step | undefined {
  return job.steps.find(({ span }) => span.start <= offset && offset <= span.end);
}
