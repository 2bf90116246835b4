import type { Point, Variable } from './shell-process.ts';
import { variableSymbol } from './volatile.ts';

/** The texts that a variable or a parameter may have, read at `pos`; a symbol where nothing is known of it. Never empty. */
export function valuesOf<Facts>(name: string, point: Point<Facts>, pos: number): readonly string[] {
  const known = knownValues(name, point);
  if (known !== undefined && known.length > 0 && known.length <= point.machine.maxAlternatives) return known;
  return [point.machine.symbols.encode(variableSymbol(name, pos, point))];
}

/** The texts that a variable may have; undefined where nothing set it. */
export function knownValues<Facts>(name: string, point: Point<Facts>): readonly string[] | undefined {
  if (/^\d+$/.test(name)) return [point.positional[Number(name)] ?? ''];
  if (name === '@' || name === '*') return [point.positional.slice(1).join(' ')];
  if (name === '?') return point.status === undefined ? undefined : [point.status];
  if (name === '#') return [String(Math.max(0, point.positional.length - 1))];
  const variable = point.shell.variables.get(name);
  if (variable?.kind === 'array') return [variable.items[0] ?? ''];
  return variable?.values;
}

/** The items of `${name[@]}` or `$@`. */
export function itemsOf<Facts>(name: string, point: Point<Facts>): readonly string[] | undefined {
  if (name === '@' || name === '*') return point.positional.slice(1);
  const variable = point.shell.variables.get(name);
  return variable?.kind === 'array' ? variable.items : undefined;
}

/** Gives a variable a value. */
export function assign<Facts>(name: string, variable: Variable, point: Point<Facts>): void {
  point.machine.assignments += 1;
  point.shell.variables.set(name, variable);
}

/** What a variable may be after one of several branches. */
export function eitherVariable(branches: readonly (Variable | undefined)[], unset: () => string): Variable {
  const [first] = branches;
  if (first !== undefined && branches.every((branch) => branch === first)) return first;
  const arrays = branches.filter((branch) => branch?.kind === 'array');
  if (arrays.length === branches.length) return eitherArray(arrays);
  const values = new Set<string>();
  for (const branch of branches) {
    if (branch === undefined) values.add(unset());
    else
      for (const value of branch.kind === 'text' ? branch.values : [branch.items.join(' ')])
        values.add(value);
  }
  return { kind: 'text', values: [...values].slice(0, 32) };
}

function eitherArray(arrays: readonly (Variable & { kind: 'array' })[]): Variable {
  const all = arrays.flatMap((array) => [array.items, ...(array.others ?? [])]).slice(0, 8);
  const [longest = [], ...others] = all.toSorted((one, other) => other.length - one.length);
  return { kind: 'array', items: longest, others };
}
