import type { ActivityCover } from './activity-cover.ts';
import type { Comparison, LostPiece } from './compare-work.ts';
import { type MarkCounts, weightOf } from './rarity.ts';
import type { Piece } from './work.ts';

/** How far one workflow's work is done by another. */
export interface Cover {
  /**
   * 0 to 1: the weighted share of the pieces that are done elsewhere, times the share of the triggers. Set-up and
   * upkeep count for at most half as much as the work, however much there is of them.
   */
  readonly share: number;
  /** The same without the triggers. */
  readonly ofWork: number;
  /** The weight of the pieces that are done elsewhere and are work rather than set-up. */
  readonly telling: number;
  readonly activities: ActivityCover;
  readonly lost: readonly LostPiece[];
  /** A lost piece whose place is taken by the same thing done to something else: then the two are variants. */
  findVariant(): Piece | undefined;
  /** A lost piece that a job is for, where the other's job is for something else: two jobs with a way in common. */
  findOwnEnd(): Piece | undefined;
}

/** The weight of set-up and upkeep together, at most, as a share of the weight of the work. */
const mostQuiet = 0.5;

/** Weighs a comparison. */
export function coverOf(comparison: Comparison, counts: MarkCounts): Cover {
  const { activities, legs } = comparison;
  const done = { work: 0, quiet: 0 };
  const all = { work: 0, quiet: 0 };
  const lost = legs.flatMap((leg) => leg.lost);
  const add = (sum: typeof all, piece: Piece, share: number) => {
    sum[piece.telling === 'work' ? 'work' : 'quiet'] += weightOf(piece, counts) * share;
  };
  for (const leg of legs)
    for (const piece of leg.done) {
      add(done, piece, leg.share);
      add(all, piece, leg.share);
    }
  for (const { piece, leg } of lost) add(all, piece, leg.share);
  // What isn't work says little, and much of it says no more.
  const scale = all.quiet === 0 ? 0 : Math.min(1, (mostQuiet * all.work) / all.quiet);
  const ofWork = (done.work + scale * done.quiet) / (all.work + scale * all.quiet || 1);
  return {
    share: ofWork * activities.share,
    ofWork,
    telling: done.work,
    activities,
    lost,
    findVariant: comparison.findVariant,
    findOwnEnd: comparison.findOwnEnd,
  };
}
