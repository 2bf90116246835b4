import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Arguments } from './graph.ts';

/** What a query costs by GitHub's reckoning: points of the hourly limit, and the nodes it may bring. */
export interface QueryCost {
  readonly points: number;
  readonly nodes: number;
}

/**
 * Reckons as GitHub documents it: each connection is asked once for every node above it; the sum of those requests,
 * divided by 100, is the points, at least one.
 */
export function queryCost(document: DocumentNode, variables: Arguments): QueryCost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const total = { requests: 0, nodes: 0 };
  for (const one of document.definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  }
  const walk = (set: SelectionSetNode | undefined, times: number): void => {
    for (const one of set?.selections ?? []) {
      if (one.kind === Kind.INLINE_FRAGMENT) walk(one.selectionSet, times);
      else if (one.kind === Kind.FRAGMENT_SPREAD) walk(fragments.get(one.name.value)?.selectionSet, times);
      else walk(one.selectionSet, times * count(one, times));
    }
  };
  const count = (field: FieldNode, times: number): number => {
    const size = sizeOf(field, variables);
    if (size === undefined) return 1;
    total.requests += times;
    total.nodes += times * size;
    return size;
  };
  for (const one of document.definitions) {
    if (one.kind === Kind.OPERATION_DEFINITION) walk(one.selectionSet, 1);
  }
  return { points: Math.max(1, Math.round(total.requests / 100)), nodes: total.nodes };
}

function sizeOf(field: FieldNode, variables: Arguments): number | undefined {
  const argument = field.arguments?.find((one) => one.name.value === 'first' || one.name.value === 'last');
  if (argument?.value.kind === Kind.INT) return Number(argument.value.value);
  if (argument?.value.kind === Kind.VARIABLE) return Number(variables[argument.value.name.value] ?? 0);
  return undefined;
}
