import { type Contexts, noContexts, type PartlyKnown } from './contexts.ts';
import type { Json } from './json-value.ts';
import { type MatrixRow, matchesRow } from './matrix-filter.ts';
import { type MatrixSource, readMatrix } from './matrix-source.ts';
import type { Job } from './model.ts';
import { allOf, alternatives } from './resolve-node.ts';
import { possibleValues, type Resolved } from './resolved.ts';

/**
 * The values of one job of a matrix, by key. A value may be unknown where the others are known; where not even the
 * number of an axis' values is known, one leg with that value unknown stands for all of them.
 */
export type MatrixLeg = ReadonlyMap<string, Resolved<Json>>;

type Axis = readonly Resolved<Json>[];

/** GitHub refuses a matrix of more legs (docs.github.com, "Usage limits"). */
const maxLegs = 256;
/** A bound of our own on the work: no real matrix comes near. */
const maxComparisons = 200_000;

/**
 * The legs into which a job's matrix expands, as GitHub expands it (actions/runner, MatrixBuilder.cs): the product of
 * the axes without what `exclude` matches, then `include` rows, added to the legs that they match or as legs of their
 * own. A job without a matrix has one leg without values. An `exclude` that can't be known excludes nothing.
 */
export function expandMatrix(job: Job, contexts: Contexts = noContexts): Resolved<readonly MatrixLeg[]> {
  const node = job.strategy?.matrix;
  if (node === undefined) return { kind: 'known', value: [new Map()] };
  const source = readMatrix(node, contexts);
  if (source.kind === 'known') return legsOf(source.value);
  if (source.kind === 'unknown') return source;
  const each = source.values.map(legsOf);
  const unknown = each.find((legs) => legs.kind !== 'known');
  if (unknown !== undefined) return unknown;
  return { kind: 'one-of', values: each.flatMap((legs) => (legs.kind === 'known' ? [legs.value] : [])) };
}

/** The `matrix` context of one leg: a key that the leg doesn't have is null. */
export function legContext(leg: MatrixLeg): PartlyKnown {
  const values = new Map([...leg].map(([key, value]) => [key.toLowerCase(), value]));
  return { values, others: { kind: 'known', value: null } };
}

function legsOf({ axes, include, exclude }: MatrixSource): Resolved<readonly MatrixLeg[]> {
  if (include.kind === 'unknown') return include;
  const values = allOf([...axes.values()].map(standInForUnknown));
  if (values.kind === 'unknown') return values;
  const excluded = exclude.kind === 'unknown' ? [[]] : possibleValues(exclude);
  const product = { names: [...axes.keys()], alternatives: possibleValues(values) };
  const each = product.alternatives.flatMap((lists) =>
    possibleValues(include).flatMap((rows) =>
      excluded.map((without) => expand({ names: product.names, lists }, { include: rows, exclude: without })),
    ),
  );
  if (each.includes(undefined))
    return { kind: 'unknown', because: `the matrix has more than ${maxLegs} legs` };
  return alternatives(each.filter((legs) => legs !== undefined));
}

function standInForUnknown(axis: Resolved<Axis>): Resolved<Axis> {
  return axis.kind === 'unknown' ? { kind: 'known', value: [axis] } : axis;
}

interface Axes {
  readonly names: readonly string[];
  readonly lists: readonly Axis[];
}

interface Rows {
  readonly include: readonly MatrixRow[];
  readonly exclude: readonly MatrixRow[];
}

/** Undefined where there are more legs than GitHub takes. */
function expand({ names, lists }: Axes, { include, exclude }: Rows): readonly MatrixLeg[] | undefined {
  const size = lists.reduce((product, list) => product * list.length, names.length === 0 ? 0 : 1);
  if (size * (1 + include.length + exclude.length) > maxComparisons) return undefined;
  const rows = include.map((row) => splitRow(row, names));
  const matched = new Set<number>();
  const legs: MatrixLeg[] = [];
  for (let index = 0; index < size; index += 1) {
    const leg = legAt(index, { names, lists });
    if (exclude.some((row) => matchesRow(leg, row) === 'yes')) continue;
    legs.push(withExtras(leg, rows, matched));
  }
  for (const [index, { filter, extra }] of rows.entries()) {
    if (!matched.has(index)) legs.push(new Map([...filter, ...extra]));
  }
  return legs.length > maxLegs ? undefined : legs;
}

/** The last axis turns fastest. */
function legAt(index: number, { names, lists }: Axes): MatrixLeg {
  const leg = new Map<string, Resolved<Json>>();
  let block = lists.reduce((product, list) => product * list.length, 1);
  for (const [position, name] of names.entries()) {
    const list = lists[position] ?? [];
    block /= list.length;
    const value = list[Math.floor(index / block) % list.length];
    if (value !== undefined) leg.set(name, value);
  }
  return leg;
}

interface IncludeRow {
  readonly filter: MatrixRow;
  readonly extra: MatrixRow;
}

/** What a row shares with the axes it must match, the rest it adds. Keys are compared without regard to case. */
function splitRow(row: MatrixRow, names: readonly string[]): IncludeRow {
  const filter = new Map<string, Resolved<Json>>();
  const extra = new Map<string, Resolved<Json>>();
  for (const [key, value] of row) {
    const axis = names.find((name) => name.toLowerCase() === key.toLowerCase());
    if (axis === undefined) extra.set(key, value);
    else filter.set(axis, value);
  }
  return { filter, extra };
}

function withExtras(leg: MatrixLeg, rows: readonly IncludeRow[], matched: Set<number>): MatrixLeg {
  const whole = new Map(leg);
  for (const [index, { filter, extra }] of rows.entries()) {
    const match = matchesRow(leg, filter);
    if (match === 'no') continue;
    matched.add(index);
    for (const [key, value] of extra) whole.set(key, match === 'yes' ? value : maybe(key));
  }
  return whole;
}

function maybe(key: string): Resolved<Json> {
  return {
    kind: 'unknown',
    because: `whether a row of \`include\` gives \`${key}\` depends on an unknown value`,
  };
}
