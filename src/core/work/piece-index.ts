import { countPieces, keysOf, type PieceCounts, weightOf } from './rarity.ts';
import type { Piece, Work } from './work.ts';

/** Where each piece stands in a repository's workflows. */
export interface PieceIndex {
  readonly counts: PieceCounts;
  /** The first workflows with each piece, in the given order. */
  readonly places: ReadonlyMap<string, readonly Work[]>;
}

/**
 * A piece that stands in more workflows than these leads to the first of them only: among so many copies any of them
 * will do, and the time to compare them stays in proportion to their number.
 */
const mostPlaces = 64;

/** Builds the index of a repository's pieces. */
export function indexPieces(works: readonly Work[]): PieceIndex {
  const counts = countPieces(works);
  const places = new Map<string, Work[]>();
  for (const work of works)
    for (const key of keysOf(work)) {
      const known = places.get(key);
      if (known === undefined) places.set(key, [work]);
      else if (known.length < mostPlaces) known.push(work);
    }
  return { counts, places };
}

/**
 * The workflows that may do all of a workflow's work but a share of it: each of them has one of the rarest pieces
 * that together weigh more than that share, since who has none of those misses too much.
 */
export function candidatesFor(
  work: Work,
  index: PieceIndex,
  mayMiss: number,
  among: (piece: Piece) => boolean = () => true,
): Work[] {
  const weights = new Map<string, number>();
  for (const { piece, share } of piecesOf(work))
    if (among(piece))
      weights.set(piece.key, (weights.get(piece.key) ?? 0) + weightOf(piece, index.counts) * share);
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const rarest = [...weights].sort(([a], [b]) => countOf(a, index) - countOf(b, index));
  const found = new Set<Work>();
  let seen = 0;
  for (const [key, weight] of rarest) {
    for (const place of index.places.get(key) ?? []) found.add(place);
    seen += weight;
    if (mayMiss > 0 && seen > mayMiss * total + 1e-9) break;
  }
  found.delete(work);
  return [...found];
}

function countOf(key: string, index: PieceIndex): number {
  return index.counts.of.get(key) ?? 0;
}

function piecesOf(work: Work): { piece: Piece; share: number }[] {
  return work.jobs.flatMap((job) =>
    job.legs.flatMap(({ pieces, share }) => Array.from(pieces.values(), (piece) => ({ piece, share }))),
  );
}
