import type { PhrasingContent } from 'mdast';
import type { Prose } from './plan.ts';
import { oneLine, proseOf } from './prose.ts';

/** A line such as `**Time estimate**: 5 minutes`. */
export interface Field extends Prose {
  /** In lower case, without the colon. */
  readonly name: string;
}

/** The fields that a paragraph consists of; empty where it doesn't begin with one. */
export function fieldsOf(paragraph: readonly PhrasingContent[], line: number): Field[] {
  const fields: { name: string; line: number; nodes: PhrasingContent[] }[] = [];
  for (const [at, node] of paragraph.entries()) {
    const name = fieldName(paragraph, at, fields.length > 0 ? 'further' : 'first');
    if (name !== undefined) fields.push({ name, line: node.position?.start.line ?? line, nodes: [] });
    else if (fields.length === 0) return [];
    else fields.at(-1)?.nodes.push(node);
  }
  return fields.map((field) => {
    const prose = proseOf(field.nodes, field.line);
    return { ...withoutColon(prose), name: field.name, line: field.line };
  });
}

function fieldName(
  paragraph: readonly PhrasingContent[],
  at: number,
  which: 'first' | 'further',
): string | undefined {
  const node = paragraph[at];
  const before = paragraph[at - 1];
  const begins = beginsLine(before) || (which === 'further' && endsSentence(before));
  if (node?.type !== 'strong' || !begins) return undefined;
  const text = oneLine(proseOf(node.children, 0).reading);
  const next = paragraph[at + 1];
  const colonFollows = next?.type === 'text' && /^\s*:/.test(next.value);
  return text.endsWith(':') || colonFollows ? text.replace(/\s*:$/, '').toLowerCase() : undefined;
}

function beginsLine(before: PhrasingContent | undefined): boolean {
  return (
    before === undefined || before.type === 'break' || (before.type === 'text' && /\n\s*$/.test(before.value))
  );
}

/** `**Risk**: one. **Mitigation**: another` */
function endsSentence(before: PhrasingContent | undefined): boolean {
  return before?.type === 'text' && /[.;,!?|→–—-]\s*$/.test(before.value);
}

function withoutColon(prose: Prose): Prose {
  const [first, ...rest] = prose.pieces;
  if (first === undefined) return prose;
  const pieces = [{ ...first, text: first.text.replace(/^\s*:\s*/, '') }, ...rest];
  return { ...prose, pieces, reading: prose.reading.replace(/^:\s*/, '') };
}
