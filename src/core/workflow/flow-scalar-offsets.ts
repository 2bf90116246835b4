import type { Span } from '../source/source-text.ts';
import { OffsetMap } from './offset-map.ts';

/** Maps a plain scalar, or the inside of a single-quoted one, to the file (YAML 1.2.2, chapters 7.3.2 and 7.3.3). */
export function mapFoldedFlow(fileText: string, span: Span, style: 'plain' | 'single'): OffsetMap {
  const map = new OffsetMap(fileText, span.end);
  const copy = style === 'plain' ? map.copy.bind(map) : unquoting(map, fileText);
  let start = span.start;
  let breaks: number[] = [];
  for (;;) {
    const lineBreak = fileText.indexOf('\n', start);
    const isLast = lineBreak === -1 || lineBreak >= span.end;
    const lineEnd = isLast ? span.end : lineBreak;
    const from = start === span.start ? start : skipBlanks(fileText, start, lineEnd);
    const to = isLast ? lineEnd : trimBlanks(fileText, from, lineEnd);
    if (isLast || to > from || start === span.start) {
      putBreaks(map, breaks);
      breaks = [];
      copy(from, to);
    }
    if (isLast) return map;
    breaks.push(lineBreak);
    start = lineBreak + 1;
  }
}

/** One line break becomes a space, each further one a line break. */
function putBreaks(map: OffsetMap, breaks: readonly number[]): void {
  const [only] = breaks;
  if (breaks.length === 1 && only !== undefined) map.put(' ', only, only + 1);
  for (const at of breaks.slice(1)) map.put('\n', at, at + 1);
}

function unquoting(map: OffsetMap, fileText: string): (start: number, end: number) => void {
  return (start, end) => {
    let from = start;
    for (let quote = fileText.indexOf("''", from); quote !== -1 && quote + 1 < end; ) {
      map.copy(from, quote);
      map.put("'", quote, quote + 2);
      from = quote + 2;
      quote = fileText.indexOf("''", from);
    }
    map.copy(from, end);
  };
}

function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at += 1;
  return at;
}

function trimBlanks(text: string, start: number, end: number): number {
  let at = end > start && text[end - 1] === '\r' ? end - 1 : end;
  while (at > start && (text[at - 1] === ' ' || text[at - 1] === '\t')) at -= 1;
  return at;
}
