import { type ActivityCover, activityCover } from './activity-cover.ts';
import { type Condition, implies, isAlways, underEvent } from './condition.ts';
import { type MarkCounts, weightOf } from './rarity.ts';
import { servesAs } from './setting.ts';
import { isVariant } from './variant.ts';
import type { JobWork, Leg, Piece, Work } from './work.ts';

/** A piece that is not done elsewhere, with its job and leg. */
export interface LostPiece {
  readonly piece: Piece;
  readonly job: JobWork;
  readonly leg: Leg;
}

/** How far one workflow's work is done by another. */
export interface Cover {
  /**
   * 0 to 1: the weighted share of the pieces that are done elsewhere, times the share of the triggers. Set-up and
   * upkeep count for at most half as much as the work, however much there is of them.
   */
  readonly share: number;
  /** The weight of the pieces that are done elsewhere and are work rather than set-up. */
  readonly telling: number;
  readonly activities: ActivityCover;
  readonly lost: readonly LostPiece[];
  /** A lost piece whose place is taken by the same thing done to something else: then the two are variants. */
  readonly variant: Piece | undefined;
}

/** Weighs how far a workflow's work is done by one other workflow, or by several together. */
export function coverOf(work: Work, by: readonly Work[], counts: MarkCounts): Cover {
  const activities = leastActivities(work, by);
  const others = by.flatMap((other) => {
    const events = sharedEvents(work, other);
    return other.jobs.map((job) => ({ job, events }));
  });
  const legs = work.jobs.flatMap((job) => job.legs.map((leg) => coverOfLeg({ job, leg, others })));
  const all = weigh(legs, (leg) => leg.pieces, counts);
  const done = weigh(legs, (leg) => leg.done, counts);
  // What isn't work says little, and much of it says no more.
  const scale = all.quiet === 0 ? 0 : Math.min(1, (mostQuiet * all.work) / all.quiet);
  const share = (done.work + scale * done.quiet) / (all.work + scale * all.quiet || 1);
  return {
    share: share * activities.share,
    telling: done.work,
    activities,
    lost: legs.flatMap((leg) => leg.lost),
    variant: legs.find((leg) => leg.variant !== undefined)?.variant,
  };
}

/** The weight of set-up and upkeep together, at most, as a share of the weight of the work. */
const mostQuiet = 0.5;

function weigh(
  legs: readonly LegCover[],
  piecesOf: (leg: LegCover) => Iterable<Piece>,
  counts: MarkCounts,
): { work: number; quiet: number } {
  const sum = { work: 0, quiet: 0 };
  for (const leg of legs)
    for (const piece of piecesOf(leg))
      sum[piece.telling === 'work' ? 'work' : 'quiet'] += weightOf(piece, counts) * leg.share;
  return sum;
}

/** Each of several workflows has to run whenever the covered one does. */
function leastActivities(work: Work, by: readonly Work[]): ActivityCover {
  const covers = by.map((other) => activityCover(work.activities, other.activities));
  return covers.sort((a, b) => a.share - b.share)[0] ?? { share: 0, lost: [] };
}

/** The events that start both; what only the covered one has is weighed with the triggers. */
function sharedEvents(work: Work, other: Work): readonly string[] {
  const ofOther = new Set(eventsOf(other));
  return eventsOf(work).filter((event) => ofOther.has(event));
}

function eventsOf(work: Work): readonly string[] {
  return [...new Set(work.activities.map(({ event }) => event.replace(' of tags', '')))];
}

interface LegCover {
  readonly share: number;
  readonly pieces: readonly Piece[];
  readonly done: readonly Piece[];
  readonly lost: readonly LostPiece[];
  readonly variant: Piece | undefined;
}

interface OtherJob {
  readonly job: JobWork;
  readonly events: readonly string[];
}

interface Question {
  readonly job: JobWork;
  readonly leg: Leg;
  readonly others: readonly OtherJob[];
}

interface Helper {
  readonly leg: Leg;
  readonly events: readonly string[];
}

function coverOfLeg({ job, leg, others }: Question): LegCover {
  const helpers = others
    .filter((other) => runsWhenever(job.when, other.job.when, other.events))
    .flatMap(({ job: { legs }, events }) => legs.map((candidate) => ({ leg: candidate, events })))
    .filter((helper) => servesAs(helper.leg.setting, leg.setting));
  const pieces = [...leg.pieces.values()];
  const done = pieces.filter((piece) => helpers.some((helper) => doneBy(piece, helper)));
  const isDone = new Set(done);
  const missed = pieces.filter((piece) => !isDone.has(piece));
  const theirs = helpers.map((helper) => helper.leg);
  return {
    share: leg.share,
    pieces,
    done,
    lost: missed.map((piece) => ({ piece, job, leg })),
    variant: missed.find((piece) => isVariant(piece, leg, missed, theirs)),
  };
}

function doneBy(piece: Piece, { leg, events }: Helper): boolean {
  const same = leg.pieces.get(piece.key);
  return same !== undefined && runsWhenever(piece.when, same.when, events);
}

/** Whether what has the wide condition runs whenever what has the narrow one does, whichever event it is. */
function runsWhenever(narrow: Condition, wide: Condition, events: readonly string[]): boolean {
  if (isAlways(wide)) return true;
  return events.every((event) => implies(underEvent(narrow, event), underEvent(wide, event)));
}
