import { data, Evaluator, type Expr } from '@actions/expressions';
import { Literal } from '@actions/expressions/ast';
import { TokenType } from '@actions/expressions/lexer';
import type { KnownOutcome, Outcome } from './outcome.ts';

const nowhere = { line: 0, column: 0 };
const noToken = { type: TokenType.UNKNOWN, lexeme: '', range: { start: nowhere, end: nowhere } };

/** A known value as an operand of an expression. */
export function literalOf({ value }: KnownOutcome): Literal {
  return new Literal(value, noToken);
}

/** What GitHub's evaluator makes of an expression of literals; unknown where it fails, as on `fromJSON` of no JSON. */
export function evaluateKnown(expression: Expr): readonly Outcome[] {
  try {
    return [{ value: new Evaluator(expression, new data.Dictionary()).evaluate() }];
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return [{ truth: 'either', path: undefined, because: `the expression fails: ${because}` }];
  }
}
