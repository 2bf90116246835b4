import type { ListItem, Paragraph } from 'mdast';
import type { Span } from '../../source/source-text.ts';
import type { PlanItem } from './plan.ts';
import type { PlanDraft } from './plan-draft.ts';
import { oneLine, proseOf } from './prose.ts';

/** Reads a task list's item; undefined for an entry without a checkbox. */
export function readTaskItem(draft: PlanDraft, entry: ListItem): PlanItem | undefined {
  const [paragraph] = entry.children;
  if (typeof entry.checked !== 'boolean' || paragraph?.type !== 'paragraph') return undefined;
  const checkbox = checkboxOf(draft.text, entry, paragraph);
  if (checkbox === undefined) return undefined;
  return {
    ...proseOf(paragraph.children, paragraph.position?.start.line ?? 1),
    index: draft.items.length,
    section: draft.section,
    kind: draft.role === 'criteria' ? 'criterion' : 'task',
    text: sourceOf(draft.text, paragraph),
    ticked: entry.checked,
    struck: paragraph.children.every(
      (node) => node.type === 'delete' || (node.type === 'text' && node.value.trim() === ''),
    ),
    line: entry.position?.start.line ?? 1,
    checkbox,
  };
}

/** Where the character between the brackets stands: after the list's mark, before the first word. */
function checkboxOf(text: string, entry: ListItem, paragraph: Paragraph): Span | undefined {
  const start = entry.position?.start.offset ?? 0;
  const end = firstWord(paragraph);
  const at = text.slice(start, end).lastIndexOf(']');
  const inside = start + at - 1;
  return at > 1 && text[inside - 1] === '[' ? { start: inside, end: inside + 1 } : undefined;
}

/** Where the item's words begin: a paragraph that begins with code has its checkbox within its own position. */
function firstWord(paragraph: Paragraph): number {
  return paragraph.children[0]?.position?.start.offset ?? paragraph.position?.start.offset ?? 0;
}

/** The paragraph as written, without comments and the marks of a quotation around it, on one line. */
function sourceOf(text: string, paragraph: Paragraph): string {
  const start = firstWord(paragraph);
  const end = paragraph.position?.end.offset ?? start;
  const comments = paragraph.children.filter((node) => node.type === 'html' && node.value.startsWith('<!--'));
  let source = '';
  let at = start;
  for (const comment of comments) {
    source += text.slice(at, comment.position?.start.offset ?? at);
    at = comment.position?.end.offset ?? at;
  }
  source += text.slice(at, end);
  return oneLine(source.replace(/(\r\n|\r|\n)[ \t]*(?:>[ \t]?)+/g, '$1'));
}
