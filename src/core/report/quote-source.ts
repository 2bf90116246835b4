import stringWidth from 'string-width';
import type { Finding } from '../audit/finding.ts';
import type { SourceText } from '../source/source-text.ts';
import { neutralise } from './neutralise.ts';
import type { Palette } from './palette.ts';

const tab = '    ';
/** Columns of a quoted line that are shown; a longer one is cut around the mark. */
const longestQuote = 120;

/** The finding's first line, as the file has it, with a mark under what is meant. */
export function quoteSource(
  source: SourceText,
  { start, end, severity }: Pick<Finding, 'start' | 'end' | 'severity'>,
  palette: Palette,
): string[] {
  const line = source.lineText(start.line);
  if (line.trim() === '') return [];
  const from = Math.min(start.column - 1, line.length);
  const to = end.line === start.line ? Math.max(from + 1, end.column - 1) : line.length;
  const { before, marked, after } = crop(line, from, Math.max(from, to));
  const number = String(start.line);
  const gutter = ' '.repeat(number.length);
  const mark = '^'.repeat(Math.max(1, stringWidth(marked.trimEnd())));
  return [
    `  ${palette.faint(`${number} |`)} ${before}${marked}${after}`.trimEnd(),
    `  ${palette.faint(`${gutter} |`)} ${' '.repeat(stringWidth(before))}${palette[severity](mark)}`,
  ];
}

function crop(line: string, from: number, to: number) {
  const show = (text: string) => neutralise(text.replaceAll('\t', tab));
  const marked = shorten(show(line.slice(from, to)), longestQuote);
  const room = Math.max(20, longestQuote - stringWidth(marked));
  const before = show(line.slice(0, from));
  const after = show(line.slice(to));
  const head = stringWidth(before) > room ? `…${[...before].slice(-room).join('')}` : before;
  return { before: head, marked, after: shorten(after, Math.max(0, room - stringWidth(head))) };
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${[...text.slice(0, most)].slice(0, -1).join('')}…` : text;
}
