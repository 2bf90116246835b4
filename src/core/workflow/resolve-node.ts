import type { Contexts } from './contexts.ts';
import { evaluateText } from './interpolation.ts';
import type { Json } from './json-value.ts';
import type { ValueNode } from './model.ts';
import { possibleValues, type Resolved } from './resolved.ts';

/** Beyond this many alternatives a value counts as unknown. */
const maxAlternatives = 64;

/** What can be said of a node's value, its expressions evaluated; a part that is unknown makes the whole unknown. */
export function resolveNode(node: ValueNode, contexts: Contexts): Resolved<Json> {
  if (node.kind === 'scalar') {
    return typeof node.value === 'string' && node.value.includes('${{')
      ? evaluateText(node.value, contexts)
      : { kind: 'known', value: node.value };
  }
  if (node.kind === 'sequence') return allOf(node.items.map((item) => resolveNode(item, contexts)));
  const names = node.entries.map((entry) => entry.key.text);
  const values = allOf(node.entries.map((entry) => resolveNode(entry.value, contexts)));
  return mapResolved(values, (list) =>
    Object.fromEntries(names.map((name, index) => [name, list[index] ?? null])),
  );
}

/** Every combination of what several values may be. */
export function allOf<T>(parts: readonly Resolved<T>[]): Resolved<readonly T[]> {
  let combinations: readonly (readonly T[])[] = [[]];
  for (const part of parts) {
    if (part.kind === 'unknown') return part;
    const values = possibleValues(part);
    if (combinations.length * values.length > maxAlternatives) {
      return { kind: 'unknown', because: 'there are too many possibilities' };
    }
    combinations = combinations.flatMap((before) => values.map((value) => [...before, value]));
  }
  return alternatives(combinations);
}

/** The same with each possible value changed. */
export function mapResolved<T, U>(resolved: Resolved<T>, change: (value: T) => U): Resolved<U> {
  if (resolved.kind === 'unknown') return resolved;
  return alternatives(possibleValues(resolved).map(change));
}

/** One value, or one of several; there must be at least one. */
export function alternatives<T>(values: readonly T[]): Resolved<T> {
  const [only] = values;
  if (only === undefined && values.length === 0)
    return { kind: 'unknown', because: 'there is no possibility' };
  return values.length === 1 ? { kind: 'known', value: only as T } : { kind: 'one-of', values };
}
