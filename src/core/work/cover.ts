import { type ActivityCover, activityCover } from './activity-cover.ts';
import { type Condition, implies, isAlways, underEvent } from './condition.ts';
import { type PieceCounts, weightOf } from './rarity.ts';
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
  /** 0 to 1: the weighted share of the pieces that are done elsewhere, times the share of the triggers. */
  readonly share: number;
  /** The weight of the pieces that are done elsewhere and are work rather than set-up. */
  readonly telling: number;
  readonly activities: ActivityCover;
  readonly lost: readonly LostPiece[];
  /** A lost piece whose place is taken by the same thing done to something else: then the two are variants. */
  readonly variant: Piece | undefined;
}

/** Weighs how far a workflow's work is done by one other workflow, or by several together. */
export function coverOf(work: Work, by: readonly Work[], counts: PieceCounts): Cover {
  const activities = leastActivities(work, by);
  const others = by.flatMap((other) => {
    const events = sharedEvents(work, other);
    return other.jobs.map((job) => ({ job, events }));
  });
  const legs = work.jobs.flatMap((job) => job.legs.map((leg) => coverOfLeg({ job, leg, others, counts })));
  const sum = (part: (leg: LegCover) => number) => legs.reduce((total, leg) => total + part(leg), 0);
  const all = sum((leg) => leg.all);
  return {
    share: all === 0 ? 0 : (sum((leg) => leg.done) / all) * activities.share,
    telling: sum((leg) => leg.telling),
    activities,
    lost: legs.flatMap((leg) => leg.lost),
    variant: legs.find((leg) => leg.variant !== undefined)?.variant,
  };
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
  readonly all: number;
  readonly done: number;
  readonly telling: number;
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
  readonly counts: PieceCounts;
}

interface Helper {
  readonly leg: Leg;
  readonly events: readonly string[];
}

function coverOfLeg({ job, leg, others, counts }: Question): LegCover {
  const helpers = others
    .filter((other) => runsWhenever(job.when, other.job.when, other.events))
    .flatMap(({ job: { legs }, events }) => legs.map((candidate) => ({ leg: candidate, events })))
    .filter((helper) => servesAs(helper.leg.setting, leg.setting));
  const isDone = (piece: Piece) => helpers.some((helper) => doneBy(piece, helper));
  const pieces = [...leg.pieces.values()];
  const done = new Set(pieces.filter(isDone));
  const missed = pieces.filter((piece) => !done.has(piece));
  const weigh = (some: Iterable<Piece>) =>
    [...some].reduce((sum, piece) => sum + weightOf(piece, counts) * leg.share, 0);
  return {
    all: weigh(pieces),
    done: weigh(done),
    telling: weigh([...done].filter((piece) => piece.telling === 'work')),
    lost: missed.map((piece) => ({ piece, job, leg })),
    variant: missed.find((piece) =>
      isVariant(
        piece,
        leg,
        missed,
        helpers.map((helper) => helper.leg),
      ),
    ),
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
