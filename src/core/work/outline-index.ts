import type { Asked, Outline } from './outline.ts';

/** Where an offer stands in a repository. */
export interface Offered {
  /** In how many workflows. */
  count: number;
  /** The first of them, as indices. */
  readonly places: number[];
}

/** Outlines of a repository's workflows, by what they offer. */
export interface OutlineIndex {
  readonly outlines: readonly Outline[];
  readonly offers: ReadonlyMap<string, Readonly<Offered>>;
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

/** Builds the index of a repository's outlines. */
export function indexOutlines(outlines: readonly Outline[]): OutlineIndex {
  const offers = new Map<string, Offered>();
  for (const [index, outline] of outlines.entries())
    for (const offer of outline.offers) {
      const known = offers.get(offer);
      if (known === undefined) offers.set(offer, { count: 1, places: [index] });
      else {
        known.count += 1;
        if (known.places.length < mostPlaces) known.places.push(index);
      }
    }
  return { outlines, offers };
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
  return offers.get(mark)?.count ?? 0;
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
  const [exact, any] = [offers.get(mark), offers.get(open)];
  if (any === undefined || any.count > mostPlaces) return exact?.places ?? [];
  return exact === undefined ? any.places : [...new Set([...exact.places, ...any.places])];
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
