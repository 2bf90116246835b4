import type { Span } from '../source/source-text.ts';
import { OffsetMap } from './offset-map.ts';

/** A block scalar of the file. `span` reaches from `|` or `>` to the end of its last line, line break included. */
export interface WrittenBlock {
  readonly fileText: string;
  readonly span: Span;
  readonly folded: boolean;
  /** The value that YAML read: tells how much indentation was taken off. */
  readonly value: string;
}

interface Line {
  /** Where the line's indentation begins, where its content begins and ends, and where its line feed stands. */
  readonly start: number;
  readonly content: number;
  readonly end: number;
  readonly lineFeed: number;
}

/** Maps a literal or folded scalar's value to the file, by the rules of YAML 1.2.2 chapter 8.1. */
export function mapBlockScalar(block: WrittenBlock): OffsetMap {
  const { fileText, span, value } = block;
  const lines = bodyLines(fileText, span);
  const map = new OffsetMap(fileText, span.end);
  const first = lines.findIndex((line) => line.content < line.end);
  if (first === -1) {
    for (const line of lines.slice(0, value.length))
      map.put('\n', line.lineFeed, Math.min(line.lineFeed + 1, span.end));
    return map;
  }
  const indent = takenOff(lines, first, value);
  const last = lastContentLine(lines, indent);
  for (const line of lines.slice(0, first)) {
    map.copy(Math.min(line.start + indent, line.end), line.end);
    map.put('\n', line.lineFeed, line.lineFeed + 1);
  }
  const body = lines.slice(first, last + 1);
  if (block.folded) mapFolded(map, body, { indent, fileText });
  else mapLiteral(map, body, indent);
  mapChomped(map, lines.slice(last), { indent, wanted: value.length - map.length });
  return map;
}

function bodyLines(fileText: string, span: Span): Line[] {
  const headerEnd = fileText.indexOf('\n', span.start);
  if (headerEnd === -1 || headerEnd >= span.end) return [];
  const lines: Line[] = [];
  let start = headerEnd + 1;
  while (start <= span.end) {
    const lineBreak = fileText.indexOf('\n', start);
    const next = lineBreak === -1 || lineBreak >= span.end ? span.end : lineBreak;
    const end = next > start && fileText[next - 1] === '\r' ? next - 1 : next;
    let content = start;
    while (content < end && fileText[content] === ' ') content += 1;
    lines.push({ start, content, end, lineFeed: next });
    start = next + 1;
  }
  return lines;
}

/** Each line before the first with content gave one line of the value, so that line's indentation can be compared. */
function takenOff(lines: readonly Line[], first: number, value: string): number {
  let at = 0;
  for (let line = 0; line < first; line += 1) at = value.indexOf('\n', at) + 1;
  let kept = 0;
  while (value[at + kept] === ' ') kept += 1;
  const line = lines[first];
  return line === undefined ? 0 : Math.max(0, line.content - line.start - kept);
}

/** Blank lines that reach beyond the indentation are content. */
function lastContentLine(lines: readonly Line[], indent: number): number {
  let last = lines.length - 1;
  while (last > 0) {
    const line = lines[last];
    if (line === undefined || line.content < line.end || line.content - line.start > indent) break;
    last -= 1;
  }
  return last;
}

function mapLiteral(map: OffsetMap, lines: readonly Line[], indent: number): void {
  let before: Line | undefined;
  for (const line of lines) {
    if (before !== undefined) map.put('\n', before.lineFeed, before.lineFeed + 1);
    map.copy(Math.min(line.start + indent, line.content), line.end);
    before = line;
  }
}

function mapFolded(
  map: OffsetMap,
  lines: readonly Line[],
  { indent, fileText }: { indent: number; fileText: string },
): void {
  // Line breaks since the last content, the breaks that blank lines have given so far, and the one that is due.
  let breaks: number[] = [];
  let given = '';
  let due = '';
  let moreIndentedBefore = false;
  const emit = (line: Line): void => {
    const separator = given + due;
    for (let i = 0; i < separator.length; i += 1) {
      const at = breaks[Math.max(0, breaks.length - separator.length + i)] ?? line.start;
      map.put(separator[i] ?? '', at, at + 1);
    }
    map.copy(Math.min(line.start + indent, line.content), line.end);
    breaks = [];
    given = '';
  };
  for (const line of lines) {
    const moreIndented = line.content - line.start > indent || fileText[line.content] === '\t';
    if (moreIndented) {
      if (due === ' ') due = '\n';
      else if (!moreIndentedBefore && due === '\n') due = '\n\n';
      emit(line);
      due = '\n';
      moreIndentedBefore = true;
    } else if (line.content === line.end) {
      if (due === '\n') given += '\n';
      else due = '\n';
    } else {
      emit(line);
      due = ' ';
      moreIndentedBefore = false;
    }
    breaks.push(line.lineFeed);
  }
}

/** The line breaks that chomping left at the end, from the last line with content on. */
function mapChomped(
  map: OffsetMap,
  lines: readonly Line[],
  { indent, wanted }: { indent: number; wanted: number },
): void {
  let left = wanted;
  for (const [index, line] of lines.entries()) {
    if (index > 0) {
      const from = Math.min(line.start + indent, line.content);
      map.copy(from, Math.min(line.content, from + left));
      left -= line.content - from;
    }
    if (left <= 0) return;
    map.put('\n', line.lineFeed, line.lineFeed + 1);
    left -= 1;
  }
}
