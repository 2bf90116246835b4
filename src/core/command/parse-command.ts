import type { Paragraph } from 'mdast';
import { readMarkdown } from '../markdown/read-markdown.ts';
import { nearestName } from '../policy/nearest-name.ts';
import { type Command, commandWord } from './command.ts';

/** A line that begins with the word, wherever it stands; the word itself is not case-sensitive. */
const commandLine = /^[ \t]*\/ci-audit(?![\w/-])(.*)$/gim;

/** Whether a comment may hold a command: quick to say, and never a wrong no. */
export function mayHoldCommand(comment: string): boolean {
  return comment.search(commandLine) !== -1;
}

/**
 * The first command of a comment: a line of a plain paragraph that begins with `/ci-audit`. In code, quotations, lists,
 * tables and HTML it is only spoken of. Takes long over Markdown that is made to take long: bound its time.
 */
export function parseCommand(comment: string, rules: readonly string[]): Command | undefined {
  if (!mayHoldCommand(comment)) return undefined;
  const paragraphs = readMarkdown(comment).children.filter((node) => node.type === 'paragraph');
  for (const match of comment.matchAll(commandLine)) {
    const start = match.index + match[0].toLowerCase().indexOf(commandWord);
    if (paragraphs.some((paragraph) => isPlainText(paragraph, start)))
      return toCommand(match[1] ?? '', rules);
  }
  return undefined;
}

function isPlainText(paragraph: Paragraph, offset: number): boolean {
  return paragraph.children.some(
    ({ type, position }) =>
      type === 'text' && (position?.start.offset ?? 0) <= offset && offset < (position?.end.offset ?? 0),
  );
}

function toCommand(rest: string, rules: readonly string[]): Command {
  const [first, second] = wordsOf(rest);
  if (first === undefined) return { kind: 'audit' };
  if (first === 'help' || first === 'progress') return { kind: first };
  if (first === 'explain' && second !== undefined) {
    return rules.includes(second) ? { kind: 'explain', rule: second } : unknown(second, rules);
  }
  if (rules.includes(first)) return { kind: 'audit', rule: first };
  return unknown(first, [...rules, 'help', 'progress', 'explain']);
}

/** The words of a line, without what people set around names. */
function wordsOf(line: string): string[] {
  return line
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/^[`*_"'<([]+|[`*_"'>)\].,;:!?]+$/g, ''))
    .filter((word) => word !== '');
}

function unknown(word: string, known: readonly string[]): Command {
  const nearest = nearestName(word, known);
  return { kind: 'unknown', word, ...(nearest !== undefined && { nearest }) };
}
