import { data, type Expr } from '@actions/expressions';
import {
  Binary,
  ContextAccess,
  type ExprVisitor,
  FunctionCall,
  type Grouping,
  IndexAccess,
  type Literal,
  type Logical,
  Star,
  type Unary,
} from '@actions/expressions/ast';
import { TokenType } from '@actions/expressions/lexer';
import { propertyOf, wholeOf } from './context-outcomes.ts';
import type { Contexts } from './contexts.ts';
import { evaluateKnown, literalOf } from './evaluate-known.ts';
import { toExpressionData } from './json-value.ts';
import { bounded, combine, isKnown, type Outcome, splitByTruth, unknownAt, unknownFrom } from './outcome.ts';

const yes: Outcome = { value: new data.BooleanData(true) };
const no: Outcome = { value: new data.BooleanData(false) };
/** Functions that answer with a truth value, whatever they are given. */
const tests = new Set(['contains', 'startswith', 'endswith']);
/** What the functions that ask the job's state answer, by name in lower case. */
export type JobState = ReadonlyMap<string, boolean>;

/** Functions that ask the job's state. Where the state is not given, both answers come to pass. */
export const stateFunctions: ReadonlySet<string> = new Set(['success', 'failure', 'cancelled', 'always']);

/**
 * Evaluates an expression to all the ways in which it may come out. Operators and functions whose operands are known
 * are left to GitHub's own evaluator.
 */
export class OutcomeVisitor implements ExprVisitor<readonly Outcome[]> {
  readonly #contexts: Contexts;
  readonly #state: JobState;

  constructor(contexts: Contexts, state: JobState = new Map()) {
    this.#contexts = contexts;
    this.#state = state;
  }

  visitLiteral({ literal }: Literal): readonly Outcome[] {
    return [{ value: literal }];
  }

  visitGrouping({ group }: Grouping): readonly Outcome[] {
    return group.accept(this);
  }

  visitUnary(unary: Unary): readonly Outcome[] {
    const { truthy, falsy } = splitByTruth(unary.expr.accept(this));
    return [...(falsy.length > 0 ? [yes] : []), ...(truthy.length > 0 ? [no] : [])];
  }

  visitBinary({ left, operator, right }: Binary): readonly Outcome[] {
    const sides = [left.accept(this), right.accept(this)];
    return combine(sides, ([a, b]) => {
      if (a === undefined || b === undefined) return [yes, no];
      return evaluateKnown(new Binary(literalOf(a), operator, literalOf(b)));
    });
  }

  visitLogical({ operator, args }: Logical): readonly Outcome[] {
    const [stopsAt, goesOnAt] =
      operator.type === TokenType.AND ? (['falsy', 'truthy'] as const) : (['truthy', 'falsy'] as const);
    const outcomes: Outcome[] = [];
    for (const [index, arg] of args.entries()) {
      const ways = arg.accept(this);
      if (index === args.length - 1) return bounded([...outcomes, ...ways]);
      const split = splitByTruth(ways);
      outcomes.push(...split[stopsAt]);
      if (split[goesOnAt].length === 0) break;
    }
    return bounded(outcomes);
  }

  visitContextAccess({ name }: ContextAccess): readonly Outcome[] {
    const context = this.#contexts.get(name.lexeme.toLowerCase());
    return [context === undefined ? unknownAt(name.lexeme) : wholeOf(name.lexeme, context)];
  }

  visitIndexAccess({ expr, index }: IndexAccess): readonly Outcome[] {
    if (index instanceof Star) {
      return combine([expr.accept(this)], ([object], given) =>
        object === undefined
          ? [unknownFrom(given)]
          : evaluateKnown(new IndexAccess(literalOf(object), index)),
      );
    }
    const context =
      expr instanceof ContextAccess ? this.#contexts.get(expr.name.lexeme.toLowerCase()) : undefined;
    if (expr instanceof ContextAccess && context !== undefined) {
      return combine([index.accept(this)], ([key], given) =>
        key === undefined
          ? [unknownFrom(given)]
          : propertyOf(expr.name.lexeme, context, key.value.coerceString()),
      );
    }
    return combine([expr.accept(this), index.accept(this)], ([object, key], given) => {
      if (object !== undefined && key !== undefined) {
        return evaluateKnown(new IndexAccess(literalOf(object), literalOf(key)));
      }
      const [owner] = given;
      const path = owner === undefined || isKnown(owner) || key === undefined ? undefined : owner.path;
      return [path === undefined ? unknownFrom(given) : this.#deep(`${path}.${key?.value.coerceString()}`)];
    });
  }

  visitFunctionCall({ functionName, args }: FunctionCall): readonly Outcome[] {
    const name = functionName.lexeme.toLowerCase();
    if (name === 'case') return this.#case(args);
    if (stateFunctions.has(name)) return this.#stateOf(name);
    if (name === 'hashfiles') return [unknownAt('hashFiles()')];
    const given = args.map((arg) => arg.accept(this));
    return combine(given, (values, all) => {
      const known = values.filter((value) => value !== undefined);
      if (known.length < values.length) return tests.has(name) ? [yes, no] : [unknownFrom(all)];
      return evaluateKnown(new FunctionCall(functionName, known.map(literalOf)));
    });
  }

  #deep(path: string): Outcome {
    const [context = '', ...names] = path.toLowerCase().split('.');
    const value = this.#contexts.get(context)?.deep?.get(names.join('.'));
    return value === undefined ? unknownAt(path) : { value: toExpressionData(value) };
  }

  #stateOf(name: string): readonly Outcome[] {
    const answer = name === 'always' ? true : this.#state.get(name);
    if (answer === undefined) return [yes, no];
    return [answer ? yes : no];
  }

  /** `case(condition, value, …, otherwise)`: only what the conditions let through. */
  #case([condition, value, ...others]: readonly Expr[]): readonly Outcome[] {
    if (condition === undefined) return [];
    if (value === undefined) return condition.accept(this);
    const { truthy, falsy } = splitByTruth(condition.accept(this));
    const then = truthy.length > 0 ? value.accept(this) : [];
    return bounded(falsy.length > 0 ? [...then, ...this.#case(others)] : then);
  }
}
