import type { SourceText, Span } from '../source/source-text.ts';
import type { ScalarNode } from '../workflow/model.ts';
import { maskExpressions } from './mask-expressions.ts';
import type { SymbolTable } from './symbols.ts';

/** The text of a script, and where each part of it stands in the file that it came from. */
export interface ScriptText {
  /** What the shell reads, with a symbol's code in the place of each expression; as long as `original`. */
  readonly masked: string;
  /** The text as written. */
  readonly original: string;
  /** The file, where the caller named it. */
  readonly source: SourceText | undefined;
  /** For a script file: the command of another script that ran it. */
  readonly calledAt: ShellPlace | undefined;
  /** The file's span of a range of the text. */
  locate(start: number, end: number): Span;
}

/** A range of a script. */
export interface ShellPlace {
  readonly script: ScriptText;
  readonly start: number;
  readonly end: number;
}

/** The script of a step: expressions masked, positions mapped back through the YAML scalar. */
export function scriptOfScalar(
  scalar: ScalarNode,
  symbols: SymbolTable,
  from: { readonly source?: SourceText; readonly calledAt?: ShellPlace } = {},
): ScriptText {
  return {
    masked: maskExpressions(scalar.text, symbols),
    original: scalar.text,
    source: from.source,
    calledAt: from.calledAt,
    // The parser's positions may lie behind the end of a script that is cut off.
    locate: (start, end) =>
      scalar.locate(Math.min(start, scalar.text.length), Math.min(end, scalar.text.length)),
  };
}

/** A script that is a file of its own, where `${{` means nothing. A carriage return before a line feed is blank. */
export function scriptOfFile(source: SourceText, calledAt?: ShellPlace): ScriptText {
  return {
    masked: source.text.replaceAll('\r\n', ' \n').replace(/^\ufeff/, ' '),
    original: source.text,
    source,
    calledAt,
    locate: (start, end) => ({
      start: Math.min(start, source.text.length),
      end: Math.min(end, source.text.length),
    }),
  };
}

/** A literal part of the outer script that stands, perhaps unescaped, in a script made from it. */
export interface LiteralRange {
  readonly value: string;
  readonly text: string;
  readonly pos: number;
}

/**
 * A script inside of another: the words of `eval`, the argument of `bash -c`, a heredoc for a shell. Positions are
 * exact within its literal parts and fall on the whole `range` elsewhere.
 */
export function scriptInside(
  outer: ScriptText,
  text: string,
  range: { readonly start: number; readonly end: number; readonly literals: readonly LiteralRange[] },
): ScriptText {
  let offsets: Int32Array | undefined;
  const map = (at: number): number | undefined => {
    offsets ??= alignLiterals(text, range.literals);
    const found = offsets[at];
    return found === undefined || found < 0 ? undefined : found;
  };
  return {
    masked: text,
    original: text,
    source: outer.source,
    calledAt: outer.calledAt,
    locate: (start, end) => {
      const first = map(start);
      const last = end > start ? map(end - 1) : first;
      if (first === undefined || last === undefined) return outer.locate(range.start, range.end);
      return outer.locate(first, Math.max(first, last + (end > start ? 1 : 0)));
    },
  };
}

/** For each offset of the text the outer offset of the same character, or -1. */
function alignLiterals(text: string, literals: readonly LiteralRange[]): Int32Array {
  const offsets = new Int32Array(text.length + 1).fill(-1);
  let cursor = 0;
  for (const literal of literals) {
    const at = literal.value === '' ? -1 : text.indexOf(literal.value, cursor);
    if (at < 0) continue;
    let from = 0;
    for (let to = 0; to < literal.value.length; to++) {
      // What the value lacks are backslashes and the fillers of masked expressions.
      while (from < literal.text.length && literal.text[from] !== literal.value[to]) from += 1;
      if (from >= literal.text.length) break;
      offsets[at + to] = literal.pos + from;
      from += 1;
    }
    cursor = at + literal.value.length;
  }
  return offsets;
}

/** The place of the command in the first script that led to this place: in the workflow itself. */
export function outermost(place: ShellPlace): ShellPlace {
  let at = place;
  while (at.script.calledAt !== undefined) at = at.script.calledAt;
  return at;
}
