const mostItems = 64;

/** The texts of a plain brace expansion (`{a,b}`, `{1..3}`); undefined for one with quotes, expansions or braces inside. */
export function braceItems(text: string): readonly string[] | undefined {
  const inner = text.slice(1, -1);
  if (/[{}$`'"\\]/.test(inner)) return undefined;
  const range = /^(-?\d+)\.\.(-?\d+)$/.exec(inner);
  if (range === null) {
    const items = inner.split(',');
    return items.length > 1 && items.length <= mostItems ? items : undefined;
  }
  const [from, to] = [Number(range[1]), Number(range[2])];
  const count = Math.abs(to - from) + 1;
  if (count > mostItems) return undefined;
  return Array.from({ length: count }, (_, at) => String(from <= to ? from + at : from - at));
}
