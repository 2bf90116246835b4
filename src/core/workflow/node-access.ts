import type { Entry, MappingNode, ScalarNode, ValueNode } from './model.ts';

/** The value of a key of a mapping; undefined where there is none. GitHub's keys are case-sensitive. */
export function valueAt(node: ValueNode | undefined, key: string): ValueNode | undefined {
  return entryAt(node, key)?.value;
}

/** The entry of a key of a mapping; the first where the key stands twice. */
export function entryAt(node: ValueNode | undefined, key: string): Entry | undefined {
  return mappingOf(node)?.entries.find((entry) => entry.key.text === key);
}

/** The value of a key, if it is a scalar that says something. */
export function scalarAt(node: ValueNode | undefined, key: string): ScalarNode | undefined {
  const value = valueAt(node, key);
  return value?.kind === 'scalar' && value.value !== null ? value : undefined;
}

/** The entries of a mapping; none of anything else. */
export function entriesOf(node: ValueNode | undefined): readonly Entry[] {
  return mappingOf(node)?.entries ?? [];
}

/** The items of a sequence; none of anything else. */
export function itemsOf(node: ValueNode | undefined): readonly ValueNode[] {
  return node?.kind === 'sequence' ? node.items : [];
}

/** A single scalar or a sequence of them, as GitHub takes lists; undefined where there is nothing of the kind. */
export function scalarsOf(node: ValueNode | undefined): readonly ScalarNode[] | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return node.value === null ? undefined : [node];
  if (node.kind === 'sequence')
    return node.items.filter((item): item is ScalarNode => item.kind === 'scalar');
  return undefined;
}

/** The node, if it is a mapping. */
export function mappingOf(node: ValueNode | undefined): MappingNode | undefined {
  return node?.kind === 'mapping' ? node : undefined;
}
