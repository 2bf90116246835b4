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
}

/** What of a workflow's work others do. */
export interface Comparison {
  readonly activities: ActivityCover;
  readonly legs: readonly LegComparison[];
  /** A lost piece whose place is taken by the same thing done to something else. Costs more than the rest together. */
  findVariant(): Piece | undefined;
}

/** Compares a workflow's work with that of another one, or of several together, piece by piece. */
export function compareWork(work: Work, by: readonly Work[]): Comparison {
  const others = by.flatMap((other) => {
    const events = sharedEvents(work, other);
    return other.jobs.map((job) => ({ job, events }));
  });
  const questions = work.jobs.flatMap((job) => job.legs.map((leg) => ({ job, leg, others })));
  const legs = questions.map(compareLeg);
  return {
    activities: leastActivities(work, by),
    legs,
    findVariant: () => questions.map((question, index) => variantIn(question, legs[index])).find(Boolean),
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

/** The legs in which the same pieces would be the same work. */
function helpersOf({ job, leg, others }: Question): Helper[] {
  return others
    .filter((other) => runsWhenever(job.when, other.job.when, other.events))
    .flatMap(({ job: { legs }, events }) => legs.map((candidate) => ({ leg: candidate, events })))
    .filter((helper) => servesAs(helper.leg.setting, leg.setting));
}

function compareLeg(question: Question): LegComparison {
  const { job, leg } = question;
  const helpers = helpersOf(question);
  const done: Piece[] = [];
  const lost: LostPiece[] = [];
  for (const piece of leg.pieces.values())
    if (helpers.some((helper) => doneBy(piece, helper))) done.push(piece);
    else lost.push({ piece, job, leg });
  return { share: leg.share, done, lost };
}

function variantIn(question: Question, comparison: LegComparison | undefined): Piece | undefined {
  const missed = (comparison?.lost ?? []).map(({ piece }) => piece);
  if (!missed.some((piece) => piece.telling === 'work')) return undefined;
  const helpers = helpersOf(question).map(({ leg }) => leg);
  return missed.find((piece) => isVariant(piece, question.leg, missed, helpers));
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
