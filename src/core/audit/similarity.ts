/** The lines of a text with how often each occurs, blanks and indentation aside. */
export type LineBag = ReadonlyMap<string, number>;

/** Counts a text's lines. */
export function lineBag(text: string): LineBag {
  const bag = new Map<string, number>();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const trimmed = line.trim();
    if (trimmed !== '') bag.set(trimmed, (bag.get(trimmed) ?? 0) + 1);
  }
  return bag;
}

/** The share of lines that two texts have in common: 0 to 1 (Dice's coefficient). */
function similarity(a: LineBag, b: LineBag): number {
  let total = 0;
  let shared = 0;
  for (const [line, count] of a) {
    total += count;
    shared += Math.min(count, b.get(line) ?? 0);
  }
  for (const count of b.values()) total += count;
  return total === 0 ? 0 : (2 * shared) / total;
}

interface Named {
  readonly name: string;
  readonly bag: LineBag;
}

/** Above this many pairs only equal names and contents are matched: comparing all would take too long. */
const mostPairs = 100_000;

/** Pairs what is most alike first, each once, down to `least`; ties go by name, so that the order given is of no matter. */
export function pairBySimilarity(
  from: readonly Named[],
  to: readonly Named[],
  least: number,
): Map<string, string> {
  const pairs = new Map<string, string>();
  if (from.length * to.length > mostPairs) return pairs;
  const candidates = from
    .flatMap((a) => to.map((b) => ({ a: a.name, b: b.name, alike: similarity(a.bag, b.bag) })))
    .filter(({ alike }) => alike >= least)
    .sort((x, y) => y.alike - x.alike || compareText(x.a, y.a) || compareText(x.b, y.b));
  const taken = new Set<string>();
  for (const { a, b } of candidates) {
    if (pairs.has(a) || taken.has(b)) continue;
    pairs.set(a, b);
    taken.add(b);
  }
  return pairs;
}

/** Orders texts by their code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
