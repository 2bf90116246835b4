import { Lexer, Parser } from '@actions/expressions';
import { ExpressionError } from '@actions/expressions/errors';
import type { AllowedExpressions } from './schema-shape.ts';

/** Why GitHub would refuse an expression, and at which of its characters. */
export interface ExpressionFault {
  readonly message: string;
  readonly start: number;
}

/** `github.ref`, `matrix.os.name`: needs no parser. Words that are values (`null`) are left to it. */
const simplePath = /^\s*([a-z_][\w-]{0,99})(?:\.(?!true\b|false\b|null\b)[a-z_][\w-]{0,99}){1,9}\s*$/;
/** `always()`, `!cancelled()`: likewise. */
const simpleCall = /^\s*!?([a-z]+)\(\)\s*$/;

/** Checks expressions of one file against what may stand at their place; remembers those that fit. */
export class ExpressionFit {
  readonly #fitting = new Map<AllowedExpressions, Set<string>>();

  /** Undefined where GitHub takes the expression (without its braces). */
  faultOf(source: string, allowed: AllowedExpressions): ExpressionFault | undefined {
    if (isPlain(source, allowed)) return undefined;
    const fitting = this.#fitting.get(allowed) ?? new Set();
    this.#fitting.set(allowed, fitting);
    if (fitting.has(source)) return undefined;
    const fault = parseFault(source, allowed);
    if (fault === undefined) fitting.add(source);
    return fault;
  }
}

function isPlain(source: string, { contexts, functions }: AllowedExpressions): boolean {
  const [, context] = simplePath.exec(source) ?? [];
  if (context !== undefined) return contexts.includes(context);
  const [, name] = simpleCall.exec(source) ?? [];
  return name !== undefined && functions.some((known) => known.name === name && known.minArgs === 0);
}

function parseFault(
  source: string,
  { contexts, functions }: AllowedExpressions,
): ExpressionFault | undefined {
  try {
    new Parser(new Lexer(source).lex().tokens, [...contexts], [...functions]).parse();
    return undefined;
  } catch (error) {
    const message = messageOf(error);
    return {
      message,
      start: error instanceof ExpressionError ? offsetOf(error, source) : positionIn(message),
    };
  }
}

/** The length is told by the name of the error alone. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message === 'ErrorExceededMaxLength' ? 'Exceeded max expression length 21000' : message;
}

/** What can't even be split into words has its place in its message alone. */
function positionIn(message: string): number {
  const [, position] = /Located at position (\d+)/.exec(message) ?? [];
  return position === undefined ? 0 : Number(position) - 1;
}

function offsetOf({ pos }: ExpressionError, source: string): number {
  const lineStart = source.split('\n').slice(0, pos.line).join('\n').length + (pos.line > 0 ? 1 : 0);
  return Math.min(source.length, lineStart + pos.column);
}
