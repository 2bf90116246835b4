import type { data } from '@actions/expressions';
import { falsy } from '@actions/expressions/result';
import { whyUnknown } from './contexts.ts';
import { fromExpressionData, type Json } from './json-value.ts';
import type { Resolved } from './resolved.ts';

/** One way in which an expression may come out: a value, or something unknown of which at most the truth is known. */
export type Outcome = KnownOutcome | UnknownOutcome;

export interface KnownOutcome {
  readonly value: data.ExpressionData;
}

export interface UnknownOutcome {
  readonly truth: 'truthy' | 'falsy' | 'either';
  /** How the value is read, as in `needs.setup.outputs.x`, or undefined where it is computed. */
  readonly path: string | undefined;
  readonly because: string;
}

/** Beyond this many ways an expression counts as unknown. */
export const maxOutcomes = 64;

/** Whether an outcome is a value. */
export function isKnown(outcome: Outcome): outcome is KnownOutcome {
  return 'value' in outcome;
}

/** Something unknown that is read from a context. */
export function unknownAt(path: string): UnknownOutcome {
  return { truth: 'either', path, because: whyUnknown(path) };
}

/** Something unknown that is computed from what is unknown. */
export function unknownFrom(outcomes: readonly Outcome[]): UnknownOutcome {
  const cause = outcomes.find((outcome) => !isKnown(outcome));
  const because = cause !== undefined && !isKnown(cause) ? cause.because : 'there are too many possibilities';
  return { truth: 'either', path: undefined, because };
}

/** Splits ways by their truth: an unknown one goes both ways. */
export function splitByTruth(outcomes: readonly Outcome[]): {
  truthy: readonly Outcome[];
  falsy: readonly Outcome[];
} {
  const truthy: Outcome[] = [];
  const falsyOnes: Outcome[] = [];
  for (const outcome of outcomes) {
    if (isKnown(outcome)) (falsy(outcome.value) ? falsyOnes : truthy).push(outcome);
    else {
      if (outcome.truth !== 'falsy') truthy.push({ ...outcome, truth: 'truthy' });
      if (outcome.truth !== 'truthy') falsyOnes.push({ ...outcome, truth: 'falsy' });
    }
  }
  return { truthy, falsy: falsyOnes };
}

/** What can be said of an expression that may come out in these ways. */
export function resolve(outcomes: readonly Outcome[]): Resolved<Json> {
  const values = new Map<string, Json>();
  for (const outcome of outcomes) {
    if (!isKnown(outcome)) return { kind: 'unknown', because: outcome.because };
    const value = fromExpressionData(outcome.value);
    values.set(JSON.stringify(value), value);
  }
  const [first, ...others] = [...values.values()];
  if (first === undefined) return { kind: 'unknown', because: 'nothing can be said of the expression' };
  return others.length === 0
    ? { kind: 'known', value: first }
    : { kind: 'one-of', values: [first, ...others] };
}

/**
 * Takes each combination of ways in which several operands may come out; `undefined` stands for an operand that is
 * unknown, which the second argument has. Too many combinations count as unknown.
 */
export function combine(
  operands: readonly (readonly Outcome[])[],
  evaluate: (known: readonly (KnownOutcome | undefined)[], given: readonly Outcome[]) => readonly Outcome[],
): readonly Outcome[] {
  const count = operands.reduce((product, ways) => product * ways.length, 1);
  if (count > maxOutcomes) return [unknownFrom(operands.flat())];
  let combinations: readonly (readonly Outcome[])[] = [[]];
  for (const ways of operands)
    combinations = combinations.flatMap((before) => ways.map((way) => [...before, way]));
  return bounded(
    combinations.flatMap((given) =>
      evaluate(
        given.map((way) => (isKnown(way) ? way : undefined)),
        given,
      ),
    ),
  );
}

/** The same ways, each simple value once; one unknown where they are too many. */
export function bounded(outcomes: readonly Outcome[]): readonly Outcome[] {
  if (outcomes.length < 2) return outcomes;
  const seen = new Set<string>();
  const distinct = outcomes.filter((outcome) => {
    if (!isKnown(outcome) || !outcome.value.primitive) return true;
    const key = `${outcome.value.kind} ${outcome.value.coerceString()}`;
    return seen.has(key) ? false : seen.add(key);
  });
  return distinct.length > maxOutcomes ? [unknownFrom(distinct)] : distinct;
}
