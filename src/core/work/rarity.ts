import type { Piece, Telling } from './work.ts';

/** In how many of a repository's workflows a mark stands. */
export interface MarkCounts {
  readonly workflows: number;
  readonly offers: ReadonlyMap<string, { readonly length: number }>;
}

/** What a piece weighs by what it is. */
const natural: Record<Telling, number> = { work: 1, setup: 0.2, upkeep: 0.05 };

/** Workflows without the piece that are imagined, so that a small repository's few say little. */
const imagined = 10;

/**
 * How much a piece tells of a workflow in its repository: what it is by nature, and work less the more of the other
 * workflows do it, too (the inverse document frequency of text search, without its logarithm). Two workflows are
 * never others: they are the pair that is weighed.
 */
export function weightOf(piece: Piece, counts: MarkCounts): number {
  if (piece.telling !== 'work') return natural[piece.telling];
  const others = Math.max(0, (counts.offers.get(piece.mark)?.length ?? 0) - 2);
  const workflows = Math.max(0, counts.workflows - 2);
  return natural.work * (1 - others / (workflows + imagined));
}
