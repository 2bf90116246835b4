/**
 * The same data as PostgreSQL's jsonb can hold it: NUL and lone surrogates, which it refuses with an error that would
 * take the whole batch along, become U+FFFD.
 */
export function storable<T>(value: T): T {
  return storableValue(value) as T;
}

function storableValue(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\uFFFD').toWellFormed();
  if (Array.isArray(value)) return value.map(storableValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [storableValue(key), storableValue(entry)]),
  );
}
