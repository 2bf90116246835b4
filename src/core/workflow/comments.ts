import type { Span } from '../source/source-text.ts';
import type { Comment, ScalarNode, ValueNode } from './model.ts';

/** The comments of a file: each `#` at a line's start or after a blank that does not stand within a scalar. */
export function readComments(text: string, root: ValueNode | undefined): readonly Comment[] {
  if (!text.includes('#')) return [];
  const scalars = scalarBodies(text, root);
  const comments: Comment[] = [];
  let next = 0;
  for (const { index } of text.matchAll(/(?<![^\s\ufeff])#/g)) {
    if (index < (comments.at(-1)?.span.end ?? 0)) continue;
    while ((scalars[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next += 1;
    if ((scalars[next]?.start ?? Number.POSITIVE_INFINITY) <= index) continue;
    const end = lineEnd(text, index);
    comments.push({ text: text.slice(index + 1, end).trim(), span: { start: index, end } });
  }
  return comments;
}

/** The spans of all scalars that could hold a `#`, in the file's order; a block scalar's header may end in a comment. */
function scalarBodies(text: string, root: ValueNode | undefined): readonly Span[] {
  const spans: Span[] = [];
  const seen = new Set<ValueNode>();
  const visit = (node: ValueNode): void => {
    if (seen.has(node)) return;
    if (node.kind === 'scalar') {
      const body = bodyOf(node, text);
      if (text.slice(body.start, body.end).includes('#')) spans.push(body);
      return;
    }
    seen.add(node);
    if (node.kind === 'sequence') node.items.forEach(visit);
    else
      for (const { key, value } of node.entries) {
        visit(key);
        visit(value);
      }
  };
  if (root !== undefined) visit(root);
  return spans.sort((a, b) => a.start - b.start);
}

function bodyOf({ style, span }: ScalarNode, text: string): Span {
  if (style !== 'literal' && style !== 'folded') return span;
  return { start: Math.min(span.end, lineEnd(text, span.start)), end: span.end };
}

function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at === -1) return text.length;
  return text[at - 1] === '\r' ? at - 1 : at;
}
