import { clipText } from '../../report/clip.ts';
import { codeSpan, escapeMarkdown } from '../../report/escape-markdown.ts';
import type { Prose } from '../plan/plan.ts';
import { wordsOf } from '../plan/prose.ts';

/** A sentence of the plan as Markdown that shows its words and does nothing: code stays code, all else is escaped. */
export function proseMarkdown(prose: Pick<Prose, 'pieces'>, most: number): string {
  if (wordsOf(prose).length > most) return escapeMarkdown(clipText(wordsOf(prose), most));
  return prose.pieces
    .map(({ code, text }) => (code ? codeSpan(text) : withEdges(text)))
    .join('')
    .trim();
}

/** Escaping trims; between code and words the blank belongs there. */
function withEdges(text: string): string {
  const escaped = escapeMarkdown(text);
  if (escaped === '') return text === '' ? '' : ' ';
  return `${/^\s/.test(text) ? ' ' : ''}${escaped}${/\s$/.test(text) ? ' ' : ''}`;
}
