import { type Expr, Lexer, Parser } from '@actions/expressions';
import { rememberedByText } from '../remembered.ts';
import { type Contexts, contextNames, noContexts } from './contexts.ts';
import { OutcomeVisitor } from './evaluate-outcomes.ts';
import type { Json } from './json-value.ts';
import { type Outcome, resolve } from './outcome.ts';
import type { Resolved } from './resolved.ts';

/** Functions besides the built-in ones, with the numbers of their arguments (`step-if` of GitHub's workflow schema). */
const functions = [
  { name: 'always', minArgs: 0, maxArgs: 0 },
  { name: 'success', minArgs: 0, maxArgs: 255 },
  { name: 'failure', minArgs: 0, maxArgs: 255 },
  { name: 'cancelled', minArgs: 0, maxArgs: 0 },
  { name: 'hashFiles', minArgs: 1, maxArgs: 255 },
];

/** A repository says the same few things again and again. */
const mostRemembered = 2_000;
const contexts = [...contextNames];

/** Reads the inside of `${{ }}`; undefined where it is no expression. */
export const parseExpression = rememberedByText((source): Expr | undefined => {
  try {
    return new Parser(new Lexer(source).lex().tokens, contexts, functions).parse();
  } catch {
    return undefined;
  }
}, mostRemembered);

/** What can be said of an expression (without `${{ }}`) before the workflow runs. */
export function evaluateExpression(source: string, contexts: Contexts = noContexts): Resolved<Json> {
  return resolve(outcomesOf(source, contexts));
}

/** All the ways in which an expression may come out. */
export function outcomesOf(source: string, contexts: Contexts): readonly Outcome[] {
  const expression = parseExpression(source);
  if (expression === undefined) {
    return [
      {
        truth: 'either',
        path: undefined,
        because: `\`${source.trim()}\` is not an expression that GitHub reads`,
      },
    ];
  }
  return expression.accept(new OutcomeVisitor(contexts));
}
