import type { Contexts } from './contexts.ts';
import { isJsonObject, type Json } from './json-value.ts';
import type { MatrixRow } from './matrix-filter.ts';
import type { Entry, ValueNode } from './model.ts';
import { alternatives, mapResolved, resolveNode } from './resolve-node.ts';
import { possibleValues, type Resolved } from './resolved.ts';

/** A matrix as it stands, its expressions evaluated as far as they can be. */
export interface MatrixSource {
  /** Each axis with its values; unknown where not even their number can be known. */
  readonly axes: ReadonlyMap<string, Resolved<readonly Resolved<Json>[]>>;
  readonly include: Resolved<readonly MatrixRow[]>;
  readonly exclude: Resolved<readonly MatrixRow[]>;
}

const noRows: Resolved<readonly MatrixRow[]> = { kind: 'known', value: [] };

/** Reads `strategy.matrix`: a mapping, or an expression that gives one. */
export function readMatrix(node: ValueNode, contexts: Contexts): Resolved<MatrixSource> {
  if (node.kind === 'mapping') return { kind: 'known', value: sourceOf(node.entries, contexts) };
  const whole = resolveNode(node, contexts);
  if (whole.kind === 'unknown') return whole;
  const objects = possibleValues(whole).filter(isJsonObject);
  if (objects.length === 0) return { kind: 'unknown', because: 'the matrix is not a mapping' };
  return alternatives(objects.map(sourceOfJson));
}

function sourceOf(entries: readonly Entry[], contexts: Contexts): MatrixSource {
  const axes = new Map<string, Resolved<readonly Resolved<Json>[]>>();
  let include = noRows;
  let exclude = noRows;
  for (const { key, value } of entries) {
    if (key.text === 'include') include = rowsOf(value, contexts);
    else if (key.text === 'exclude') exclude = rowsOf(value, contexts);
    else axes.set(key.text, axisOf(value, contexts));
  }
  return { axes, include, exclude };
}

function axisOf(node: ValueNode, contexts: Contexts): Resolved<readonly Resolved<Json>[]> {
  if (node.kind === 'sequence')
    return { kind: 'known', value: node.items.map((item) => resolveNode(item, contexts)) };
  return mapResolved(resolveNode(node, contexts), listOf);
}

function rowsOf(node: ValueNode, contexts: Contexts): Resolved<readonly MatrixRow[]> {
  if (node.kind !== 'sequence') return mapResolved(resolveNode(node, contexts), rowsOfJson);
  const rows: MatrixRow[] = [];
  for (const item of node.items) {
    if (item.kind === 'mapping') {
      rows.push(new Map(item.entries.map(({ key, value }) => [key.text, resolveNode(value, contexts)])));
      continue;
    }
    const row = resolveNode(item, contexts);
    if (row.kind !== 'known')
      return row.kind === 'unknown' ? row : { kind: 'unknown', because: 'a row is one of several' };
    rows.push(...rowsOfJson([row.value]));
  }
  return { kind: 'known', value: rows };
}

function sourceOfJson(matrix: { readonly [key: string]: Json }): MatrixSource {
  const axes = new Map<string, Resolved<readonly Resolved<Json>[]>>();
  for (const [key, value] of Object.entries(matrix)) {
    if (key !== 'include' && key !== 'exclude') axes.set(key, { kind: 'known', value: listOf(value) });
  }
  const rows = (value: Json | undefined) => ({ kind: 'known', value: rowsOfJson(value ?? []) }) as const;
  return { axes, include: rows(matrix.include), exclude: rows(matrix.exclude) };
}

function rowsOfJson(value: Json): readonly MatrixRow[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[])
    .filter(isJsonObject)
    .map((row) => new Map(Object.entries(row).map(([key, item]) => [key, { kind: 'known', value: item }])));
}

/** GitHub takes only lists as axes; anything else has no values. */
function listOf(value: Json): readonly Resolved<Json>[] {
  return Array.isArray(value)
    ? (value as readonly Json[]).map((item) => ({ kind: 'known', value: item }))
    : [];
}
