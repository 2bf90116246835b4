import { interpolations } from './interpolation.ts';
import type { ScalarNode, ValueNode } from './model.ts';

/** An expression of the file: `source` stands from `start` on in the scalar's text. */
export interface NodeExpression {
  readonly scalar: ScalarNode;
  readonly source: string;
  readonly start: number;
}

/** Every expression in a node, in the file's order; the whole of an `if` without braces is one. Each node counts once. */
export function* expressionsIn(node: ValueNode, seen = new Set<ValueNode>()): Generator<NodeExpression> {
  if (seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'scalar') {
    for (const { start, source } of interpolations(node.text))
      yield { scalar: node, source, start: start + 3 };
  } else if (node.kind === 'sequence') {
    for (const item of node.items) yield* expressionsIn(item, seen);
  } else {
    for (const { key, value } of node.entries) {
      if (key.text === 'if' && value.kind === 'scalar' && !value.text.includes('${{')) {
        yield { scalar: value, source: value.text, start: 0 };
      } else yield* expressionsIn(value, seen);
    }
  }
}
