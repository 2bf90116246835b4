import { nearestName } from '../policy/nearest-name.ts';
import type { Span } from '../source/source-text.ts';
import type { Entry, Job, ValueNode, WorkflowProblem } from './model.ts';

/**
 * Matrices that GitHub refuses before the workflow runs: no axis, an axis without values, rows that say nothing or
 * exclude by a key that no axis has (actions/runner, WorkflowTemplateConverter.cs and MatrixBuilder.cs). What
 * expressions give is checked only when it runs.
 */
export function* checkMatrix({ strategy }: Job): Generator<WorkflowProblem> {
  const matrix = strategy?.matrix;
  if (matrix?.kind !== 'mapping') return;
  const axes = matrix.entries.filter(({ key }) => key.text !== 'include' && key.text !== 'exclude');
  const include = matrix.entries.find(({ key }) => key.text === 'include');
  if (axes.length === 0 && !givesLegs(include?.value)) {
    const remedy = 'Give the matrix an axis or a row of `include`, or remove it.';
    yield { ...problem('Matrix must define at least one vector', strategy?.span ?? matrix.span), remedy };
  }
  for (const { key, value } of axes) {
    if (value.kind === 'sequence' && value.items.length === 0) {
      const message = `Matrix vector '${key.text}' does not contain any values`;
      yield { ...problem(message, value.span), remedy: 'Give it a value, or remove the key.' };
    }
  }
  if (!matrix.entries.some(({ value }) => hasExpression(value))) yield* checkRows(matrix.entries, axes);
}

function* checkRows(entries: readonly Entry[], axes: readonly Entry[]): Generator<WorkflowProblem> {
  const names = new Set(axes.map(({ key }) => key.text.toLowerCase()));
  for (const { key, value } of entries) {
    if ((key.text !== 'include' && key.text !== 'exclude') || value.kind !== 'sequence') continue;
    for (const row of value.items) {
      if (row.kind !== 'mapping') continue;
      if (row.entries.length === 0) {
        yield problem(
          key.text === 'include'
            ? 'Matrix include mapping does not contain any values'
            : 'Matrix exclude filter must not be empty',
          row.span,
        );
      }
      if (key.text === 'include') continue;
      for (const { key: wanted } of row.entries) {
        if (names.has(wanted.text.toLowerCase())) continue;
        const message = `Matrix exclude key '${wanted.text}' does not match any key within the matrix`;
        const meant = nearestName(wanted.text, names);
        const remedy =
          meant === undefined ? 'Exclude by the keys of the matrix.' : `Did you mean \`${meant}\`?`;
        yield { ...problem(message, wanted.span), remedy };
      }
    }
  }
}

function givesLegs(include: ValueNode | undefined): boolean {
  return include !== undefined && (include.kind !== 'sequence' || include.items.length > 0);
}

function hasExpression(node: ValueNode): boolean {
  if (node.kind === 'scalar') return node.text.includes('${{');
  if (node.kind === 'sequence') return node.items.some(hasExpression);
  return node.entries.some(({ value }) => hasExpression(value));
}

function problem(message: string, span: Span): WorkflowProblem {
  return { kind: 'schema', message, span };
}
