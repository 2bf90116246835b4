import type { Span } from '../source/source-text.ts';
import { OffsetMap } from './offset-map.ts';

/** The escapes of one character (YAML 1.2.2, chapter 5.7). */
const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Maps the inside of a double-quoted scalar to the file (YAML 1.2.2, chapter 7.3.1). */
export function mapDoubleQuoted(fileText: string, span: Span): OffsetMap {
  const map = new OffsetMap(fileText, span.end);
  const special = /[\\\n]|[ \t]+|\r(?=\n)/g;
  let at = span.start;
  let copied = at;
  while (at < span.end) {
    special.lastIndex = at;
    const match = special.exec(fileText);
    if (match === null || match.index >= span.end) break;
    at = match.index + match[0].length;
    if (isKeptBlank(match, fileText, span.end)) continue;
    map.copy(copied, match.index);
    at = putSpecial({ map, fileText, end: span.end }, match);
    copied = at;
  }
  map.copy(copied, span.end);
  return map;
}

/** Blanks are dropped at a line's end only. */
function isKeptBlank(match: RegExpExecArray, fileText: string, end: number): boolean {
  if (match[0][0] !== ' ' && match[0][0] !== '\t') return false;
  const after = match.index + match[0].length;
  const lineBreak = fileText[after] === '\r' ? after + 1 : after;
  return lineBreak >= end || fileText[lineBreak] !== '\n';
}

interface Reading {
  readonly map: OffsetMap;
  readonly fileText: string;
  readonly end: number;
}

/** Puts an escape or a line break, and answers where reading goes on. */
function putSpecial(reading: Reading, match: RegExpExecArray): number {
  if (match[0] === '\\') return putEscape(reading, match.index);
  if (match[0] === '\n') return putFold(reading, match.index);
  return match.index + match[0].length;
}

function putFold({ map, fileText, end }: Reading, lineBreak: number): number {
  let next = lineBreak + 1;
  let further = 0;
  while (next < end) {
    const character = fileText[next];
    if (character === '\n') {
      map.put('\n', next, next + 1);
      further += 1;
    } else if (
      character !== ' ' &&
      character !== '\t' &&
      !(character === '\r' && fileText[next + 1] === '\n')
    )
      break;
    next += 1;
  }
  if (further === 0) map.put(' ', lineBreak, lineBreak + 1);
  return next;
}

function putEscape({ map, fileText, end }: Reading, backslash: number): number {
  const kind = fileText[backslash + 1] ?? '';
  const lineBreak = kind === '\r' && fileText[backslash + 2] === '\n' ? backslash + 2 : backslash + 1;
  if (fileText[lineBreak] === '\n') {
    let next = lineBreak + 1;
    while (next < end && (fileText[next] === ' ' || fileText[next] === '\t')) next += 1;
    return next;
  }
  const simple = escapes[kind];
  if (simple !== undefined) map.put(simple, backslash, backslash + 2);
  const digits = hexLengths[kind];
  if (digits === undefined) {
    // Not an escape: YAML reports it, and the value keeps it as it stands.
    if (simple === undefined) map.copy(backslash, Math.min(backslash + 2, end));
    return backslash + 2;
  }
  const hex = fileText.slice(backslash + 2, backslash + 2 + digits);
  const next = backslash + 2 + digits;
  const code = /^[0-9a-fA-F]+$/.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : Number.NaN;
  if (code <= 0x10ffff) map.put(String.fromCodePoint(code), backslash, next);
  else map.copy(backslash, Math.min(next, end));
  return next;
}
