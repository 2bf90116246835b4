import type { Expr } from '@actions/expressions';
import {
  Binary,
  ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Unary,
} from '@actions/expressions/ast';

/** A value that an expression may have before the workflow runs. */
export type Known = string | number | boolean | null;

/** Says what a context path (`matrix.os`, in lower case) stands for; undefined where it stands for itself. */
export type Lookup = (path: string) => Reading | undefined;

/** An expression as far as it can be read: its value, or its text in one way of writing, with the parts of and / or. */
export type Reading =
  | { readonly kind: 'value'; readonly value: Known }
  | { readonly kind: 'open'; readonly text: string }
  | { readonly kind: 'any' | 'all'; readonly text: string; readonly parts: readonly Reading[] };

/** Reads an expression in one way of writing, with what is known put in: spaces, case of names and order of `==` don't matter. */
export function readExpression(expression: Expr, lookup: Lookup): Reading {
  const read = (inner: Expr) => readExpression(inner, lookup);
  if (expression instanceof Literal) return value(plain(expression));
  if (expression instanceof Grouping) return read(expression.group);
  if (expression instanceof ContextAccess || expression instanceof IndexAccess)
    return readAccess(expression, lookup);
  if (expression instanceof Unary) return readNot(read(expression.expr));
  if (expression instanceof Logical)
    return readLogical(expression.operator.lexeme, expression.args.map(read));
  if (expression instanceof Binary)
    return readComparison(expression.operator.lexeme, read(expression.left), read(expression.right));
  if (expression instanceof FunctionCall)
    return open(
      `${expression.functionName.lexeme.toLowerCase()}(${expression.args.map(read).map(show).join(', ')})`,
    );
  return open('*');
}

/** A reading as text; strings in quotes. */
export function show(reading: Reading): string {
  if (reading.kind !== 'value') return reading.text;
  return typeof reading.value === 'string' ? `'${reading.value}'` : String(reading.value);
}

function plain(literal: Literal): Known {
  const data = literal.literal;
  return 'value' in data && typeof data.value !== 'object'
    ? data.value
    : literal.token.lexeme === 'null'
      ? null
      : data.coerceString();
}

function readAccess(expression: ContextAccess | IndexAccess, lookup: Lookup): Reading {
  const path = pathOf(expression, lookup);
  return lookup(path) ?? open(path);
}

function pathOf(expression: Expr, lookup: Lookup): string {
  if (expression instanceof ContextAccess) return expression.name.lexeme.toLowerCase();
  if (!(expression instanceof IndexAccess)) return `(${show(readExpression(expression, lookup))})`;
  const index = readExpression(expression.index, lookup);
  const path = `${pathOf(expression.expr, lookup)}.${index.kind === 'value' ? String(index.value).toLowerCase() : show(index)}`;
  // Both names stand for the same value where the event is `workflow_dispatch`.
  return path
    .replace(/^github\.event\.inputs\./, 'inputs.')
    .replace(/^github\.token$/, 'secrets.github_token');
}

function readNot(inner: Reading): Reading {
  if (inner.kind === 'value') return value(!inner.value);
  return open(/^[\w.]+(\(.*\))?$/.test(inner.text) ? `!${inner.text}` : `!(${inner.text})`);
}

/** As GitHub reads it: the first operand that decides, else the last one. What can't decide is left out. */
function readLogical(operator: string, parts: readonly Reading[]): Reading {
  const isAnd = operator === '&&';
  const left: Reading[] = [];
  for (const [index, part] of parts.entries()) {
    const decides = part.kind === 'value' && Boolean(part.value) !== isAnd;
    if (part.kind !== 'value' || decides || index === parts.length - 1) left.push(part);
    if (decides) break;
  }
  const [only] = left;
  return left.length === 1 && only !== undefined ? only : joined(isAnd, left);
}

function joined(isAnd: boolean, parts: readonly Reading[]): Reading {
  const texts = parts.map((part) => (part.kind === 'any' ? `(${part.text})` : show(part)));
  return { kind: isAnd ? 'all' : 'any', parts, text: texts.join(isAnd ? ' && ' : ' || ') };
}

function readComparison(operator: string, left: Reading, right: Reading): Reading {
  const equality = operator === '==' || operator === '!=';
  if (equality && left.kind === 'value' && right.kind === 'value')
    return value(
      (String(left.value).toLowerCase() === String(right.value).toLowerCase()) === (operator === '=='),
    );
  const sides = [show(left), show(right)];
  return open((equality ? sides.sort() : sides).join(` ${operator} `));
}

/** A reading that is known in full. */
export function value(known: Known): Reading {
  return { kind: 'value', value: known };
}

/** A reading of which only the text is known. */
export function open(text: string): Reading {
  return { kind: 'open', text };
}
