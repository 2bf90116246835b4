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
  /** The file's span of a range of the text. */
  locate(start: number, end: number): Span;
}

/** The script of a step: expressions masked, positions mapped back through the YAML scalar. */
export function scriptOfScalar(scalar: ScalarNode, symbols: SymbolTable): ScriptText {
  return {
    masked: maskExpressions(scalar.text, symbols),
    original: scalar.text,
    locate: (start, end) => scalar.locate(start, end),
  };
}

/** A script that is a file of its own, where `${{` means nothing. A carriage return before a line feed is blank. */
export function scriptOfFile(source: SourceText): ScriptText {
  return {
    masked: source.text.replaceAll('\r\n', ' \n').replace(/^\ufeff/, ' '),
    original: source.text,
    locate: (start, end) => ({ start, end }),
  };
}
