import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Span } from '../source/source-text.ts';

/** A path of keys and indices into a document. */
export type KeyPath = readonly (string | number)[];

/** The name of a mapping's key as it stands in the file; undefined where it is no plain scalar. */
function keyName(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

function child(node: unknown, key: string | number, document: Document): { key?: Node; value: unknown } {
  const parent = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(parent) && typeof key === 'number') return { value: parent.items[key] };
  if (!isMap(parent)) return { value: undefined };
  const pair = parent.items.find((item) => keyName(item) === String(key));
  return { ...(isScalar(pair?.key) ? { key: pair.key } : {}), value: pair?.value };
}

function rangeOf(node: unknown): Span | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range ? { start: range[0], end: Math.max(range[0], range[1]) } : undefined;
}

/** Where the value at a path stands, or the key of it, or the innermost of its parents that is there. */
export function spanOfPath(document: Document, path: KeyPath, part: 'key' | 'value'): Span {
  let node: unknown = document.contents;
  let best: Span = beginning(rangeOf(node)) ?? { start: 0, end: 0 };
  for (const [index, step] of path.entries()) {
    const found = child(node, step, document);
    const isLast = index === path.length - 1;
    const value = isMap(found.value) || isSeq(found.value) ? undefined : rangeOf(found.value);
    const span = isLast && part === 'value' ? (value ?? rangeOf(found.key)) : rangeOf(found.key);
    best = span ?? beginning(rangeOf(found.value)) ?? best;
    if (found.value === undefined || found.value === null) break;
    node = found.value;
  }
  return best;
}

/** A whole collection is too much to point at: its beginning will do. */
function beginning(span: Span | undefined): Span | undefined {
  return span && { start: span.start, end: span.start };
}

/** Keys that are no text, stand twice in one mapping, or would be lost on the way to JavaScript; in linear time. */
export function keyProblems(document: Document): { keyPath: KeyPath; span: Span; message: string }[] {
  const problems: { keyPath: KeyPath; span: Span; message: string }[] = [];
  const visit = (node: unknown, path: KeyPath): void => {
    if (isSeq(node)) for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
    if (!isMap(node)) return;
    const seen = new Set<string>();
    for (const pair of node.items) {
      const name = keyName(pair);
      const span = rangeOf(pair.key) ?? rangeOf(node) ?? { start: 0, end: 0 };
      if (name === undefined) problems.push({ keyPath: path, span, message: 'a key must be plain text' });
      else if (name === '__proto__')
        problems.push({ keyPath: path, span, message: '`__proto__` cannot be a key' });
      else if (seen.has(name)) problems.push({ keyPath: [...path, name], span, message: 'stands twice' });
      if (name !== undefined) seen.add(name);
      visit(pair.value, [...path, name ?? '?']);
    }
  };
  visit(document.contents, []);
  return problems;
}
