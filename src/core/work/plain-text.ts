import type { ValueNode } from '../workflow/model.ts';

/** A value as text with its spaces evened out, the keys of mappings sorted. */
export function plainText(node: ValueNode, resolve: (text: string) => string = (text) => text): string {
  if (node.kind === 'scalar') return resolve(node.text).replace(/\s+/g, ' ').trim();
  if (node.kind === 'sequence') return `[${node.items.map((item) => plainText(item, resolve)).join(', ')}]`;
  const entries = node.entries.map((entry) => `${entry.key.text}: ${plainText(entry.value, resolve)}`);
  return `{${entries.sort().join(', ')}}`;
}
