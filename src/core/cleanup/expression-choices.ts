import type { Contexts } from '../workflow/contexts.ts';
import { evaluateExpression } from '../workflow/expression.ts';
import { stepContexts, withLeg, workflowContexts } from '../workflow/job-contexts.ts';
import { expandMatrix, type MatrixLeg } from '../workflow/matrix.ts';
import type { Job, Workflow } from '../workflow/model.ts';
import { possibleValues } from '../workflow/resolved.ts';

/**
 * The texts that an expression (`${{ matrix.runtime }}`) may have over some legs of a job, or all; undefined where one
 * of them is not known.
 */
export function expressionChoices(
  workflow: Workflow,
  job: Job,
  legs?: readonly MatrixLeg[],
): (expression: string) => readonly string[] | undefined {
  const known = new Map<string, readonly string[] | undefined>();
  let contexts: readonly Contexts[] | undefined;
  return (expression) => {
    if (!known.has(expression)) {
      contexts ??= contextsOf(workflow, job, legs);
      known.set(expression, textsOf(expression.slice(3, -2), contexts));
    }
    return known.get(expression);
  };
}

function contextsOf(
  workflow: Workflow,
  job: Job,
  some: readonly MatrixLeg[] | undefined,
): readonly Contexts[] {
  const contexts = workflowContexts(workflow);
  const legs = some ?? possibleValues(expandMatrix(job, contexts)).flat();
  return legs.map((leg) => stepContexts(withLeg(contexts, leg), { workflow, job }));
}

function textsOf(source: string, contexts: readonly Contexts[]): readonly string[] | undefined {
  const texts = new Set<string>();
  for (const context of contexts) {
    const values = possibleValues(evaluateExpression(source, context));
    if (values.length === 0) return undefined;
    for (const value of values) {
      if (typeof value !== 'string') return undefined;
      texts.add(value);
    }
  }
  return [...texts];
}
