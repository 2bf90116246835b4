import type { Expr } from '@actions/expressions';
import { data } from '@actions/expressions';
import {
  Binary,
  ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Star,
  Unary,
} from '@actions/expressions/ast';
import { type Token, TokenType } from '@actions/expressions/lexer';
import { rememberedByText } from '../remembered.ts';
import { parseExpression } from './expression.ts';

/** A place in an expression that reads a context: `matrix.os`, `needs.a.outputs.b`, `github['ref']`. */
export interface ContextRead {
  /** In lower case. */
  readonly context: string;
  /** The properties that are named outright, from the context on; ends where something computed or `*` follows. */
  readonly path: readonly string[];
  /** UTF-16 offsets in the expression: from the context's name to the end of its first property's name, if it has one. */
  readonly start: number;
  readonly end: number;
  /** Stands before `||`: something else is taken where it is empty. */
  readonly hasFallback: boolean;
}

/** Every read of a context in an expression (without its braces), in order; none where it can't be read. */
export const contextReads = rememberedByText((source): readonly ContextRead[] => {
  const expression = parseExpression(source);
  if (expression === undefined) return [];
  const reads: ContextRead[] = [];
  visit(expression, { source, reads, hasFallback: false });
  return reads.sort((a, b) => a.start - b.start);
}, 2_000);

interface Visit {
  readonly source: string;
  readonly reads: ContextRead[];
  readonly hasFallback: boolean;
}

function visit(expression: Expr, at: Visit): void {
  if (expression instanceof ContextAccess || expression instanceof IndexAccess) {
    visitAccess(expression, at);
    return;
  }
  const within = { ...at, hasFallback: false };
  if (expression instanceof Grouping) visit(expression.group, at);
  else if (expression instanceof Unary) visit(expression.expr, within);
  else if (expression instanceof FunctionCall) for (const arg of expression.args) visit(arg, within);
  else if (expression instanceof Binary) {
    visit(expression.left, within);
    visit(expression.right, within);
  } else if (expression instanceof Logical) {
    const isOr = expression.operator.type === TokenType.OR;
    for (const arg of expression.args) {
      const fallsBack = isOr ? arg !== expression.args.at(-1) || at.hasFallback : at.hasFallback;
      visit(arg, { ...at, hasFallback: fallsBack });
    }
  }
}

function visitAccess(expression: ContextAccess | IndexAccess, at: Visit): void {
  const indices: IndexAccess[] = [];
  let root: Expr = expression;
  while (root instanceof IndexAccess) {
    indices.unshift(root);
    if (!(root.index instanceof Star) && !(root.index instanceof Literal))
      visit(root.index, { ...at, hasFallback: false });
    root = root.expr;
  }
  if (!(root instanceof ContextAccess)) {
    visit(root, { ...at, hasFallback: false });
    return;
  }
  const path: string[] = [];
  let end = root.name;
  for (const { index } of indices) {
    if (!(index instanceof Literal) || !(index.literal instanceof data.StringData)) break;
    if (path.length === 0) end = index.token;
    path.push(index.literal.value);
  }
  const start = offsetOf(root.name, at.source);
  const nameEnd = Math.max(start, offsetOf(end, at.source) + end.lexeme.length);
  at.reads.push({
    context: root.name.lexeme.toLowerCase(),
    path,
    start,
    // `matrix['os']`: the bracket is part of the name as it is written.
    end: end.type === TokenType.STRING ? at.source.indexOf(']', nameEnd) + 1 : nameEnd,
    hasFallback: at.hasFallback,
  });
}

function offsetOf({ range }: Token, source: string): number {
  const before = source.split('\n').slice(0, range.start.line);
  return before.reduce((length, line) => length + line.length + 1, 0) + range.start.column;
}
