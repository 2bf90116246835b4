import { parseExpression } from '../workflow/expression.ts';
import type { ScalarNode } from '../workflow/model.ts';
import { type Lookup, type Reading, readExpression, show } from './reading.ts';

/**
 * When something runs: one of several sets of demands has to hold in full. No set at all: never. An empty set: always.
 */
export type Condition = readonly (readonly string[])[];

/** Nothing is demanded. */
export const always: Condition = [[]];

/** More sets than this are kept as one demand: written by machines, and compared by their text alone. */
const mostSets = 16;

/** The condition of an `if:`; what every job and step demands anyway, and what guards forks, is left out. */
export function conditionOf(written: ScalarNode | undefined, lookup: Lookup): Condition {
  if (written === undefined || written.text.trim() === '') return always;
  const inner = written.text.trim().replace(/^\$\{\{([\s\S]*)\}\}$/, '$1');
  const expression = parseExpression(inner);
  if (expression === undefined) return [[inner.replace(/\s+/g, ' ').trim()]];
  return setsOf(readExpression(expression, lookup));
}

/** Whether the second condition holds whenever the first one does, as far as their texts tell. */
export function implies(narrow: Condition, wide: Condition): boolean {
  return narrow.every((demands) => wide.some((fewer) => fewer.every((demand) => demands.includes(demand))));
}

/**
 * The condition where one of these events has started the run: comparisons with the event's name that come out the
 * same for all of them are settled.
 */
export function underEvents(condition: Condition, events: ReadonlySet<string>): Condition {
  return condition.flatMap((demands) => {
    const settled = demands.map((demand) => ({ demand, holds: holdsUnder(demand, events) }));
    if (settled.some(({ holds }) => holds === false)) return [];
    return [settled.filter(({ holds }) => holds === undefined).map(({ demand }) => demand)];
  });
}

function holdsUnder(demand: string, events: ReadonlySet<string>): boolean | undefined {
  const match = /^'([^']*)' ([=!])= github\.event_name$/.exec(demand);
  if (match?.[1] === undefined) return undefined;
  if (!events.has(match[1])) return match[2] === '!';
  return events.size === 1 ? match[2] === '=' : undefined;
}

function setsOf(reading: Reading): Condition {
  if (reading.kind === 'value') return reading.value ? always : [];
  if (reading.kind === 'open') return isAlwaysMet(reading.text) ? always : [[reading.text]];
  const parts = reading.parts.map(setsOf);
  const sets = reading.kind === 'any' ? parts.flat() : parts.reduce(bothOf, always);
  return sets.length > mostSets ? [[show(reading)]] : sets;
}

function bothOf(left: Condition, right: Condition): Condition {
  return left.flatMap((one) => right.map((other) => [...new Set([...one, ...other])]));
}

/** Status checks order steps rather than choose work; a test for the repository's own name only keeps forks out. */
function isAlwaysMet(demand: string): boolean {
  return (
    /^(always\(\)|success\(\)|!cancelled\(\))$/.test(demand) ||
    /^'[^']*' == github\.repository(_owner)?$/.test(demand)
  );
}
