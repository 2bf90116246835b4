import type { Expr } from '@actions/expressions';
import { Binary, FunctionCall, Grouping, IndexAccess, Logical, Unary } from '@actions/expressions/ast';
import { type Contexts, noContexts } from './contexts.ts';
import { type JobState, OutcomeVisitor, stateFunctions } from './evaluate-outcomes.ts';
import { parseExpression } from './expression.ts';
import { type Interpolation, interpolations } from './interpolation.ts';
import type { ScalarNode } from './model.ts';
import { splitByTruth } from './outcome.ts';

/** How the steps before (of a step) or the jobs needed (of a job) ended. */
export type Ending = 'success' | 'failure' | 'cancelled';

/**
 * Whether a step's or a job's `if` lets it run after such an ending. Without a status function GitHub puts
 * `success() &&` before the condition (docs.github.com, "Expressions", status check functions). `unknown` where
 * something else decides too, as in `always() && env.X != ''`, or where the condition can't be read.
 */
export function conditionHolds(
  condition: ScalarNode | undefined,
  after: Ending,
  contexts: Contexts = noContexts,
): 'yes' | 'no' | 'unknown' {
  const text = condition?.text ?? '';
  const parts = interpolations(text);
  if (parts.length === 0 && text.trim() === '') return after === 'success' ? 'yes' : 'no';
  const expressions = (parts.length === 0 ? [text] : parts.map((part) => part.source)).map(parseExpression);
  const [first] = expressions;
  if (first === undefined || expressions.includes(undefined)) return 'unknown';
  if (after !== 'success' && !expressions.some(asksState)) return 'no';
  // Text around `${{ }}` (a line break is enough) makes a text of the condition, and one that isn't empty is true.
  if (parts.length > 0 && hasTextAround(text, parts)) return 'yes';
  return truthOf(first, contexts, stateAfter(after));
}

/** Whether a condition is false whatever happens before; an unreadable one is not. */
export function neverHolds(condition: ScalarNode | undefined, contexts: Contexts = noContexts): boolean {
  const text = condition?.text ?? '';
  const parts = interpolations(text);
  if ((parts.length === 0 && text.trim() === '') || hasTextAround(text, parts)) return false;
  const expression = parseExpression(parts[0]?.source ?? text);
  return expression !== undefined && truthOf(expression, contexts, new Map()) === 'no';
}

function hasTextAround(text: string, parts: readonly Interpolation[]): boolean {
  const [only, ...others] = parts;
  return only !== undefined && (others.length > 0 || only.start > 0 || only.end < text.length);
}

function truthOf(expression: Expr, contexts: Contexts, state: JobState): 'yes' | 'no' | 'unknown' {
  const { truthy, falsy } = splitByTruth(expression.accept(new OutcomeVisitor(contexts, state)));
  if (falsy.length === 0) return 'yes';
  return truthy.length === 0 ? 'no' : 'unknown';
}

function stateAfter(ending: Ending): JobState {
  return new Map([
    ['success', ending === 'success'],
    ['failure', ending === 'failure'],
    ['cancelled', ending === 'cancelled'],
  ]);
}

/** Whether a status function is called anywhere in an expression. */
function asksState(expression: Expr | undefined): boolean {
  if (expression instanceof FunctionCall) {
    return (
      stateFunctions.has(expression.functionName.lexeme.toLowerCase()) || expression.args.some(asksState)
    );
  }
  if (expression instanceof Binary) return asksState(expression.left) || asksState(expression.right);
  if (expression instanceof Unary) return asksState(expression.expr);
  if (expression instanceof Logical) return expression.args.some(asksState);
  if (expression instanceof Grouping) return asksState(expression.group);
  if (expression instanceof IndexAccess) return asksState(expression.expr) || asksState(expression.index);
  return false;
}
