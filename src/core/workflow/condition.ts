import type { Expr } from '@actions/expressions';
import { Binary, FunctionCall, Grouping, IndexAccess, Logical, Unary } from '@actions/expressions/ast';
import { type Contexts, noContexts } from './contexts.ts';
import { type JobState, stateFunctions } from './evaluate-outcomes.ts';
import { outcomesOf, parseExpression } from './expression.ts';
import { interpolations, textOutcomes } from './interpolation.ts';
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
  const sources = expressionSources(text);
  if (sources.length === 0) return after === 'success' ? 'yes' : 'no';
  const expressions = sources.map(parseExpression);
  if (expressions.includes(undefined)) return 'unknown';
  if (after !== 'success' && !expressions.some(asksState)) return 'no';
  return truthOf(text, contexts, stateAfter(after));
}

/** What stands in `${{ }}`, or the whole where there is none; blank counts as no condition. */
function expressionSources(text: string): readonly string[] {
  const parts = interpolations(text);
  if (parts.length > 0) return parts.map((part) => part.source);
  return text.trim() === '' ? [] : [text];
}

/** Text around `${{ }}` (a line break is enough) makes a text of the condition, and one that isn't empty is true. */
function truthOf(text: string, contexts: Contexts, state: JobState): 'yes' | 'no' | 'unknown' {
  const parts = interpolations(text);
  const literal = parts.reduceRight((rest, part) => rest.slice(0, part.start) + rest.slice(part.end), text);
  if (parts.length > 0 && literal !== '') return 'yes';
  const outcomes =
    parts.length === 0 ? outcomesOf(text, contexts, state) : textOutcomes(text, contexts, state);
  const { truthy, falsy } = splitByTruth(outcomes);
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
