import { remembered } from '../remembered.ts';
import { type ActivityCover, activityCover } from './activity-cover.ts';
import { type Condition, implies, isAlways, underEvent } from './condition.ts';
import { ownEnd } from './own-end.ts';
import { servesAs } from './setting.ts';
import { isVariant } from './variant.ts';
import type { JobWork, Leg, Piece, Work } from './work.ts';

/** A piece that is not done elsewhere, with its job and leg. */
export interface LostPiece {
  readonly piece: Piece;
  readonly job: JobWork;
  readonly leg: Leg;
  /** It is done elsewhere, but there its failure fails nothing. */
  readonly weaker?: true;
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
  /** A lost piece that a job is for, where the other's job is for something else. */
  findOwnEnd(): Piece | undefined;
}

/** Compares a workflow's work with that of another one, or of several together, piece by piece. */
export function compareWork(work: Work, by: readonly Work[]): Comparison {
  const others = by.flatMap((other) => {
    const events = sharedEvents(work, other);
    return other.jobs.map((job) => ({ job, events }));
  });
  const questions = work.jobs.flatMap((job) => job.legs.map((leg) => ({ job, leg, others })));
  const legs = questions.map(compareLeg);
  const find = (pick: Pick) =>
    questions.map((question, at) => pickLost(question, legs[at], pick)).find(Boolean);
  return {
    activities: leastActivities(work, by),
    legs,
    findVariant: () =>
      find((leg, missed, helpers) => missed.find((piece) => isVariant(piece, leg, missed, helpers))),
    findOwnEnd: () => find(ownEnd),
  };
}

/** Each of several workflows has to run whenever the covered one does: what one of them lacks is lost. */
function leastActivities(work: Work, by: readonly Work[]): ActivityCover {
  const covers = by.map((other) => activityCover(work.activities, other.activities));
  const shares = covers.map(({ share }) => share);
  return { share: by.length === 0 ? 0 : Math.min(...shares), lost: covers.flatMap(({ lost }) => lost) };
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
  for (const piece of leg.pieces.values()) {
    const how = howDone(piece, leg, helpers);
    if (how === 'done') done.push(piece);
    else lost.push({ piece, job, leg, ...(how === 'weaker' && { weaker: true }) });
  }
  return { share: leg.share, done, lost };
}

type Pick = typeof ownEnd;

/** Picks one of the pieces that a leg lacks, if there is work among them. */
function pickLost(question: Question, comparison: LegComparison | undefined, pick: Pick): Piece | undefined {
  const missed = (comparison?.lost ?? []).map(({ piece }) => piece);
  if (missed.every((piece) => piece.telling === 'upkeep')) return undefined;
  const helpers = helpersOf(question).map(({ leg }) => leg);
  return pick(question.leg, missed, helpers);
}

/** Whether any of the legs does a piece, and where none does in full, whether one does it and goes on where it fails. */
function howDone(piece: Piece, leg: Leg, helpers: readonly Helper[]): 'done' | 'weaker' | 'lost' {
  let how: 'weaker' | 'lost' = 'lost';
  for (const helper of helpers) {
    const twin = twinIn(piece, leg, helper);
    if (twin === undefined) continue;
    if (failsAsWell(piece, twin)) return 'done';
    how = 'weaker';
  }
  return how;
}

/** The piece of another leg that does the same whenever this one does. */
function twinIn(piece: Piece, leg: Leg, { leg: other, events }: Helper): Piece | undefined {
  const same = other.pieces.get(piece.key) ?? sameElsewhereSet(piece, leg, other);
  return same !== undefined && runsWhenever(piece.when, same.when, events) ? same : undefined;
}

/** Whether nothing that fails with the first piece passes with the second. Set-up fails what comes after it anyway. */
function failsAsWell({ telling, lenient }: Piece, twin: Piece): boolean {
  if (telling !== 'work' || twin.lenient === undefined) return true;
  return lenient === 'true' || lenient === twin.lenient;
}

const withVariables = remembered((leg: Leg) =>
  Map.groupBy(
    [...leg.pieces.values()].filter(({ own }) => own !== undefined),
    ({ bare }) => bare,
  ),
);

/** The same work with the same variables, which one of the two sets for the step and the other for the job. */
function sameElsewhereSet(piece: Piece, leg: Leg, other: Leg): Piece | undefined {
  const bare = piece.bare ?? piece.key;
  const plain = piece.own === undefined ? undefined : other.pieces.get(bare);
  return [...(plain ? [plain] : []), ...(withVariables(other).get(bare) ?? [])].find(
    (candidate) => isSetIn(piece.own, candidate.own, other) && isSetIn(candidate.own, piece.own, leg),
  );
}

/** Whether the variables have the same values for a step that sets some itself, or for its job. */
function isSetIn(wanted: Piece['own'], own: Piece['own'], { setting }: Leg): boolean {
  for (const [name, text] of wanted ?? [])
    if ((own?.get(name) ?? setting.variables.get(name)) !== text) return false;
  return true;
}

/** Whether what has the wide condition runs whenever what has the narrow one does, whichever event it is. */
function runsWhenever(narrow: Condition, wide: Condition, events: readonly string[]): boolean {
  if (isAlways(wide)) return true;
  return events.every((event) => implies(underEvent(narrow, event), underEvent(wide, event)));
}
