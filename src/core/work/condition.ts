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

/** The condition where this event has started the run: comparisons with the event's name are settled. */
export function underEvent(condition: Condition, event: string): Condition {
  return condition.flatMap((demands) => {
    if (demands.some((demand) => holdsUnder(demand, event) === false)) return [];
    return [demands.filter((demand) => holdsUnder(demand, event) === undefined)];
  });
}

/** Whether nothing is demanded. */
export function isAlways(condition: Condition): boolean {
  return condition.some((demands) => demands.length === 0);
}

function holdsUnder(demand: string, event: string): boolean | undefined {
  const match = /^'([^']*)' ([=!])= github\.event_name$/.exec(demand);
  return match === null ? undefined : (match[1] === event) === (match[2] === '=');
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
