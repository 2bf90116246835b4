import { data } from '@actions/expressions';

/** A value as expressions, matrices and `fromJSON` have it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A mapping among JSON values; arrays and null are none. */
export function isJsonObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as GitHub's expression evaluator takes it. */
export function toExpressionData(value: Json): data.ExpressionData {
  if (value === null) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (!isJsonObject(value)) return arrayOf(value);
  return new data.Dictionary(
    ...Object.entries(value).map(([key, item]) => ({ key, value: toExpressionData(item) })),
  );
}

/** A value from GitHub's expression evaluator. */
export function fromExpressionData(value: data.ExpressionData): Json {
  if (value instanceof data.Array) return value.values().map(fromExpressionData);
  if (value instanceof data.Dictionary) {
    return Object.fromEntries(value.pairs().map((pair) => [pair.key, fromExpressionData(pair.value)]));
  }
  return value instanceof data.Null ? null : value.value;
}

/** A value as it stands in a text (`x-${{ value }}`): numbers with at most 15 digits, `Object` for a mapping. */
export function showJson(value: Json): string {
  return toExpressionData(value).coerceString();
}

/** Not by spreading: a long list would not fit the stack. */
function arrayOf(items: readonly Json[]): data.Array {
  const array = new data.Array();
  for (const item of items) array.add(toExpressionData(item));
  return array;
}
