/**
 * What can be said of a value before the workflow runs: exactly one value, one of several
 * (each of them can really come to pass), or nothing, with the reason in words for people.
 */
export type Resolved<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'one-of'; readonly values: readonly T[] }
  | { readonly kind: 'unknown'; readonly because: string };

/** The values that a resolution allows; empty where it is unknown. */
export function possibleValues<T>(resolved: Resolved<T>): readonly T[] {
  if (resolved.kind === 'known') return [resolved.value];
  return resolved.kind === 'one-of' ? resolved.values : [];
}
