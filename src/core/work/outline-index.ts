import type { Asked, Outline } from './outline.ts';

/** Outlines of a repository's workflows, by what they offer. */
export interface OutlineIndex {
  readonly outlines: readonly Outline[];
  /** The places, in ascending order, of the outlines that offer a thing. */
  readonly offers: ReadonlyMap<string, readonly number[]>;
}

/**
 * What stands in more workflows than these leads to the first of them only: among so many copies any of them will do,
 * and the time to compare them stays in proportion to their number.
 */
const mostPlaces = 64;
/** The likeliest are compared in full. */
const mostCandidates = 16;
/** From this share of a workflow's marks on, another one may do its work … */
const leastShare = 0.6;
/** … or a part of it, where two have this share of them together. */
const leastPart = 0.25;
const leastOfTwo = 0.8;

/** Who changes more than this share of the outlines has the index made anew: that is quicker then. */
const mostChanged = 0.1;

/**
 * An index that goes along with a repository: from one audit to the next few workflows change, and putting these into
 * their places takes much less than gathering what all offer. It stands as for the outlines that were given last.
 */
export class FollowingIndex implements OutlineIndex {
  outlines: readonly Outline[] = [];
  readonly offers = new Map<string, number[]>();

  /** Makes this the index of these outlines. */
  follow(outlines: readonly Outline[]): this {
    const before = this.outlines;
    const changed = [...outlines.keys()].filter((place) => outlines[place] !== before[place]);
    if (outlines.length !== before.length || changed.length > mostChanged * outlines.length) {
      this.offers.clear();
      for (const [place, { offers }] of outlines.entries())
        for (const offer of offers) this.#add(offer, place);
    } else {
      for (const place of changed) {
        for (const offer of before[place]?.offers ?? []) this.#remove(offer, place);
        for (const offer of outlines[place]?.offers ?? []) this.#add(offer, place);
      }
    }
    this.outlines = outlines;
    return this;
  }

  #add(offer: string, place: number): void {
    const places = this.offers.get(offer);
    if (places === undefined) this.offers.set(offer, [place]);
    else if ((places.at(-1) ?? -1) < place) places.push(place);
    else places.splice(firstNotBelow(places, place), 0, place);
  }

  #remove(offer: string, place: number): void {
    const places = this.offers.get(offer) ?? [];
    places.splice(firstNotBelow(places, place), 1);
    if (places.length === 0) this.offers.delete(offer);
  }
}

/** The index in an ascending list of the first number that is not below a bound. */
function firstNotBelow(numbers: readonly number[], bound: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? bound) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The workflows that may do another one's work, as places in an index, the likeliest first. */
export interface Candidates {
  /** Each by itself. */
  readonly alone: readonly number[];
  /** The likeliest of all, and those that may do what it leaves out. */
  readonly inParts: readonly number[];
}

const nobody: Candidates = { alone: [], inParts: [] };

/** Who may do a workflow's work; nobody for most workflows. Asks only for what not everybody has. */
export function candidatesFor(index: number, { outlines, offers }: OutlineIndex): Candidates {
  const outline = outlines[index];
  if (outline === undefined) return nobody;
  const rare = outline.marks.filter(({ mark }) => countOf(mark, offers) <= mostPlaces);
  const marks = rare.length > 0 ? rare : outline.marks.slice(0, 1);
  const shared = marks.filter(({ mark, open }) => countOf(mark, offers) > 1 || countOf(open, offers) > 0);
  if (shared.length < leastShare * marks.length) return nobody;
  const asked = askedEvents(outline);
  const likely = hitsOf(shared, offers)
    .filter(
      ([place, count]) =>
        count >= leastPart * marks.length && place !== index && isStartedWith(asked, outlines[place]),
    )
    .sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || a - b)
    .slice(0, mostCandidates);
  const alone = likely.filter(([, count]) => count >= leastShare * marks.length);
  return {
    alone: alone.map(([place]) => place),
    inParts: partsOf(
      marks,
      likely.map(([place]) => place),
      outlines,
    ),
  };
}

function countOf(mark: string, offers: OutlineIndex['offers']): number {
  return offers.get(mark)?.length ?? 0;
}

/** The places at which any of the marks stand, each with how many of them. */
function hitsOf(marks: readonly Asked[], offers: OutlineIndex['offers']): [place: number, count: number][] {
  const places = marks.flatMap((mark) => placesOf(mark, offers)).sort((a, b) => a - b);
  const hits: [number, number][] = [];
  for (const place of places) {
    const last = hits.at(-1);
    if (last?.[0] === place) last[1] += 1;
    else hits.push([place, 1]);
  }
  return hits;
}

/** Where a mark stands, and where its program runs with values that are put in: a matrix may hold what it writes out. */
function placesOf({ mark, open }: Asked, offers: OutlineIndex['offers']): readonly number[] {
  const [exact = [], any = []] = [offers.get(mark), offers.get(open)];
  const first = exact.slice(0, mostPlaces);
  return any.length === 0 || any.length > mostPlaces ? first : [...new Set([...first, ...any])];
}

/** The first of the places, and those that have enough of the marks that it lacks; none where there are no such. */
function partsOf(
  marks: readonly Asked[],
  [first, ...rest]: readonly number[],
  outlines: readonly Outline[],
): number[] {
  if (first === undefined) return [];
  const missing = marks.filter((mark) => !hasOffer(outlines[first]?.offers, mark));
  const least = Math.max(1, missing.length - (1 - leastOfTwo) * marks.length);
  const filling = rest.filter(
    (place) => missing.filter((mark) => hasOffer(outlines[place]?.offers, mark)).length >= least,
  );
  return filling.length > 0 ? [first, ...filling] : [];
}

function hasOffer(offers: ReadonlySet<string> | undefined, { mark, open }: Asked): boolean {
  return offers !== undefined && (offers.has(mark) || offers.has(open));
}

/** The events on which another has to start, too; by hand counts only where there is no other. */
function askedEvents({ events }: Outline): readonly string[] {
  return [...events].filter((event) => events.size === 1 || event !== 'workflow_dispatch');
}

function isStartedWith(asked: readonly string[], other: Outline | undefined): boolean {
  return asked.every((event) => other?.events.has(event));
}
