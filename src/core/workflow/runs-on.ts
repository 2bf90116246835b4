import { type Contexts, noContexts, type PartlyKnown } from './contexts.ts';
import { withLeg, workflowContexts } from './job-contexts.ts';
import { isJsonObject, type Json, showJson } from './json-value.ts';
import { type LabelSet, labelSetKey } from './label-set.ts';
import { expandMatrix, type MatrixLeg } from './matrix.ts';
import type { Job, ValueNode, Workflow } from './model.ts';
import { mapResolved, resolveNode } from './resolve-node.ts';
import { possibleValues, type Resolved } from './resolved.ts';

/** Where one leg of a job runs. */
export interface LegRunsOn {
  readonly leg: MatrixLeg;
  readonly labels: Resolved<LabelSet>;
}

/** Where a job runs. */
export interface RunsOn {
  /** Whether the file alone tells, for each leg, the labels asked for (or that they are one of several sets). */
  readonly known: boolean;
  /** Each label set once, in the order of the legs; those that are known where not all are. */
  readonly labelSets: readonly LabelSet[];
  /** One stands for all where `runs-on` doesn't depend on the matrix; none where the matrix is unknown. */
  readonly legs: readonly LegRunsOn[];
  /** Why not all is known, in words. */
  readonly because?: string;
}

/** The label sets for which a job asks, over all its legs; `inputs` and other contexts where somebody knows them. */
export function resolveRunsOn(
  workflow: Workflow,
  job: Job,
  inputs?: PartlyKnown,
  given: Contexts = noContexts,
): RunsOn {
  if (job.runsOn === undefined) return { known: job.uses !== undefined, labelSets: [], legs: [] };
  const contexts = new Map([...workflowContexts(workflow, inputs), ...given]);
  if (!readsMatrix(job.runsOn))
    return summary([{ leg: new Map(), labels: resolveLabels(job.runsOn, contexts) }]);
  const matrix = expandMatrix(job, contexts);
  if (matrix.kind === 'unknown') return withUnknownMatrix(job.runsOn, contexts, matrix.because);
  const { runsOn } = job;
  const legs = possibleValues(matrix)
    .flat()
    .map((leg) => ({ leg, labels: resolveLabels(runsOn, withLeg(contexts, leg)) }));
  return summary(legs);
}

/** Whether an expression of the node may read the `matrix` context. */
function readsMatrix(node: ValueNode): boolean {
  if (node.kind === 'scalar') return node.text.includes('${{') && /matrix/i.test(node.text);
  if (node.kind === 'sequence') return node.items.some(readsMatrix);
  return node.entries.some((entry) => readsMatrix(entry.value));
}

function withUnknownMatrix(runsOn: ValueNode, contexts: Contexts, because: string): RunsOn {
  const matrix: PartlyKnown = { values: new Map(), others: { kind: 'unknown', because } };
  const labels = resolveLabels(runsOn, new Map([...contexts, ['matrix', matrix]]));
  return { ...summary([{ leg: new Map(), labels }]), legs: [] };
}

function summary(legs: readonly LegRunsOn[]): RunsOn {
  const sets = new Map<string, LabelSet>();
  let because: string | undefined;
  for (const { labels } of legs) {
    for (const set of possibleValues(labels))
      if (!sets.has(labelSetKey(set))) sets.set(labelSetKey(set), set);
    if (labels.kind === 'unknown') because ??= labels.because;
  }
  const labelSets = [...sets.values()];
  return because === undefined
    ? { known: true, labelSets, legs }
    : { known: false, labelSets, legs, because };
}

/** The labels that `runs-on` asks for under contexts. */
export function resolveLabels(runsOn: ValueNode, contexts: Contexts): Resolved<LabelSet> {
  const value = resolveNode(runsOn, contexts);
  const empty = possibleValues(value).some((asked) => isNothing(labelSetOf(asked)));
  if (empty) return { kind: 'unknown', because: '`runs-on` comes out empty' };
  return mapResolved(value, labelSetOf);
}

function isNothing({ labels, group }: LabelSet): boolean {
  return group === undefined && labels.length === 0;
}

/** A label, a list of labels, or a group with labels. A text with commas is one label. */
function labelSetOf(asked: Json): LabelSet {
  if (!isJsonObject(asked)) return { labels: labelsIn(asked) };
  const group = asked.group;
  const labels = labelsIn(asked.labels ?? null);
  return typeof group === 'string' && group !== '' ? { labels, group } : { labels };
}

function labelsIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(labelsIn);
  const label = isJsonObject(value) ? '' : showJson(value);
  return label.trim() === '' ? [] : [label];
}
