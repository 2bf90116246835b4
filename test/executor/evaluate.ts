import { data, Evaluator, Lexer } from '@actions/expressions';
import { contextNames } from '../../src/core/workflow/contexts.ts';
import { parseExpression } from '../../src/core/workflow/expression.ts';
import { interpolations } from '../../src/core/workflow/interpolation.ts';
import { fromExpressionData, type Json, toExpressionData } from '../../src/core/workflow/json-value.ts';

/** How a job stands before its next step. */
export type JobStatus = 'success' | 'failure' | 'cancelled';

/** What expressions see at one moment of a job: every context's value, and the job's status. */
export interface Moment {
  readonly contexts: Readonly<Record<string, Json>>;
  readonly status: JobStatus;
}

/** The value of a text: of its one expression where it is nothing else, otherwise the text with its expressions filled in. */
export function evaluateText(text: string, moment: Moment): Json {
  const parts = interpolations(text);
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && only.start === 0 && only.end === text.length)
    return fromExpressionData(evaluate(only.source, moment));
  let result = '';
  let at = 0;
  for (const part of parts) {
    result += text.slice(at, part.start) + evaluate(part.source, moment).coerceString();
    at = part.end;
  }
  return result + text.slice(at);
}

/** Any scalar of a workflow as the runner passes it on: text, its expressions filled in. */
export function renderText(value: unknown, moment: Moment): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return toExpressionData(value as Json).coerceString();
  return toExpressionData(evaluateText(value, moment)).coerceString();
}

/** Whether a step's `if` holds; without a status function GitHub puts `success() &&` before it. */
export function conditionHolds(condition: unknown, moment: Moment): boolean {
  if (condition === undefined || condition === null || condition === '') return moment.status === 'success';
  const text = String(condition);
  // Text around an expression, a line break even, makes a text of it all, which is true.
  const whole = interpolations(text).length === 0 ? `\${{ ${text} }}` : text;
  const asksStatus = interpolations(whole).some((part) => hasStatusFunction(part.source));
  if (!asksStatus && moment.status !== 'success') return false;
  return isTruthy(evaluateText(whole, moment));
}

function isTruthy(value: Json): boolean {
  return value !== false && value !== 0 && value !== '' && value !== null && !Number.isNaN(value);
}

const statusFunctions = new Set(['always', 'success', 'failure', 'cancelled']);

function hasStatusFunction(source: string): boolean {
  const { tokens } = new Lexer(source).lex();
  return tokens.some(
    (token, index) => statusFunctions.has(token.lexeme.toLowerCase()) && tokens[index + 1]?.lexeme === '(',
  );
}

function evaluate(source: string, { contexts, status }: Moment): data.ExpressionData {
  const expression = parseExpression(source);
  if (expression === undefined) throw new Error(`not an expression: ${source}`);
  const values = contextNames.map((key) => ({ key, value: toExpressionData(contexts[key] ?? {}) }));
  const holds = (name: string, value: boolean) => ({
    name,
    minArgs: 0,
    maxArgs: 255,
    call: () => new data.BooleanData(value),
  });
  const functions = [
    holds('always', true),
    holds('success', status === 'success'),
    holds('failure', status === 'failure'),
    holds('cancelled', status === 'cancelled'),
    { name: 'hashfiles', minArgs: 1, maxArgs: 255, call: () => new data.StringData('0'.repeat(64)) },
  ];
  const byName = new Map(functions.map((one) => [one.name, one]));
  return new Evaluator(expression, new data.Dictionary(...values), byName).evaluate();
}
