import { interpolations } from './interpolation.ts';
import type { ScalarNode, ValueNode } from './model.ts';

/** An expression of the file: `source` stands from `start` on in the scalar's text. */
export interface NodeExpression {
  readonly scalar: ScalarNode;
  readonly source: string;
  readonly start: number;
}

/** Every expression in a node, in the file's order; the whole of an `if` without braces is one. Each node counts once. */
export function expressionsIn(node: ValueNode): readonly NodeExpression[] {
  const found: NodeExpression[] = [];
  collect(node, found, new Set());
  return found;
}

function collect(node: ValueNode, found: NodeExpression[], seen: Set<ValueNode>): void {
  if (node.kind === 'scalar') {
    if (!node.text.includes('${{') || seen.has(node)) return;
    seen.add(node);
    for (const { start, source } of interpolations(node.text))
      found.push({ scalar: node, source, start: start + 3 });
    return;
  }
  if (seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'sequence') for (const item of node.items) collect(item, found, seen);
  else
    for (const { key, value } of node.entries)
      if (key.text === 'if' && value.kind === 'scalar' && !value.text.includes('${{'))
        found.push({ scalar: value, source: value.text, start: 0 });
      else collect(value, found, seen);
}
