import { type ActivityCover, activityCover } from './activity-cover.ts';
import { type Condition, implies, isAlways, underEvent } from './condition.ts';
import { servesAs } from './setting.ts';
import { isVariant } from './variant.ts';
import type { JobWork, Leg, Piece, Work } from './work.ts';

/** A piece that is not done elsewhere, with its job and leg. */
export interface LostPiece {
  readonly piece: Piece;
  readonly job: JobWork;
  readonly leg: Leg;
}

/** What of a leg others do, and what they don't. */
export interface LegComparison {
  /** The leg's share of its job. */
  readonly share: number;
  readonly done: readonly Piece[];
  readonly lost: readonly LostPiece[];
  readonly variant: Piece | undefined;
}

/** What of a workflow's work others do. */
export interface Comparison {
  readonly activities: ActivityCover;
  readonly legs: readonly LegComparison[];
}

/** Compares a workflow's work with that of another one, or of several together, piece by piece. */
export function compareWork(work: Work, by: readonly Work[]): Comparison {
  const others = by.flatMap((other) => {
    const events = sharedEvents(work, other);
    return other.jobs.map((job) => ({ job, events }));
  });
  return {
    activities: leastActivities(work, by),
    legs: work.jobs.flatMap((job) => job.legs.map((leg) => compareLeg({ job, leg, others }))),
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

function compareLeg({ job, leg, others }: Question): LegComparison {
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
