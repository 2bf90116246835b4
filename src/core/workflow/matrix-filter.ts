import { equals } from '@actions/expressions/result';
import { isJsonObject, type Json, toExpressionData } from './json-value.ts';
import type { MatrixLeg } from './matrix.ts';
import { possibleValues, type Resolved } from './resolved.ts';

/** A row of a matrix's `include` or `exclude`. */
export type MatrixRow = ReadonlyMap<string, Resolved<Json>>;

/**
 * Whether a leg has what a row asks for; keys of the row that the leg doesn't have are left out before. GitHub compares
 * leaf by leaf with `==`, so that a shorter array matches a longer one, and `1` matches `'1'`
 * (actions/runner, MatrixBuilder.cs).
 */
export function matchesRow(leg: MatrixLeg, row: MatrixRow): 'yes' | 'no' | 'maybe' {
  let answer: 'yes' | 'maybe' = 'yes';
  for (const [key, wanted] of row) {
    const has = leg.get(key) ?? { kind: 'known', value: null };
    if (wanted.kind === 'unknown' || has.kind === 'unknown') {
      answer = 'maybe';
      continue;
    }
    const pairs = possibleValues(wanted).flatMap((want) =>
      possibleValues(has).map((value) => matches(value, want)),
    );
    if (!pairs.includes(true)) return 'no';
    if (pairs.includes(false)) answer = 'maybe';
  }
  return answer;
}

function matches(value: Json, wanted: Json): boolean {
  if (Array.isArray(wanted))
    return wanted.every((item, index) => matches(property(value, String(index)), item));
  if (isJsonObject(wanted))
    return Object.entries(wanted).every(([key, item]) => matches(property(value, key), item));
  return equals(toExpressionData(value), toExpressionData(wanted));
}

/** What an expression reads at `value[key]`: null where there is nothing. */
function property(value: Json, key: string): Json {
  if (Array.isArray(value)) return (value as readonly Json[])[Number(key)] ?? null;
  if (!isJsonObject(value)) return null;
  const name = Object.keys(value).find((candidate) => candidate.toLowerCase() === key.toLowerCase());
  return name === undefined ? null : (value[name] ?? null);
}
