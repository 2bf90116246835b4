import type { Piece, Telling, Work } from './work.ts';

/** In how many workflows of a repository each piece stands. */
export interface PieceCounts {
  readonly workflows: number;
  readonly of: ReadonlyMap<string, number>;
}

/** What a piece weighs by what it is. */
const natural: Record<Telling, number> = { work: 1, setup: 0.2, upkeep: 0.05 };

/** Workflows without the piece that are imagined, so that a small repository's few say little. */
const imagined = 10;

/** Counts each piece once a workflow. */
export function countPieces(works: readonly Work[]): PieceCounts {
  const of = new Map<string, number>();
  for (const work of works) for (const key of keysOf(work)) of.set(key, (of.get(key) ?? 0) + 1);
  return { workflows: works.length, of };
}

/** The keys of all that a workflow does. */
export function keysOf(work: Work): ReadonlySet<string> {
  return new Set(work.jobs.flatMap((job) => job.legs.flatMap((leg) => [...leg.pieces.keys()])));
}

/**
 * How much a piece tells of a workflow in its repository: what it is by nature, and less the more of the other
 * workflows do it, too (the inverse document frequency of text search, without its logarithm). Two workflows are
 * never others: they are the pair that is weighed.
 */
export function weightOf(piece: Piece, counts: PieceCounts): number {
  const others = Math.max(0, (counts.of.get(piece.key) ?? 0) - 2);
  const workflows = Math.max(0, counts.workflows - 2);
  return natural[piece.telling] * (1 - others / (workflows + imagined));
}
