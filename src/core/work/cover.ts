import { type ActivityCover, activityCover } from './activity-cover.ts';
import { type Condition, implies, underEvents } from './condition.ts';
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
  const events = eventsOf(work);
  const automatic = new Set(
    [...events].filter((event) => events.size === 1 || event !== 'workflow_dispatch'),
  );
  const others = by.flatMap((other) => other.jobs);
  const legs = work.jobs.flatMap((job) =>
    job.legs.map((leg) => coverOfLeg({ job, leg, others, events, automatic, counts })),
  );
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

function eventsOf(work: Work): ReadonlySet<string> {
  return new Set(work.activities.map(({ event }) => event.replace(' of tags', '')));
}

interface LegCover {
  readonly all: number;
  readonly done: number;
  readonly telling: number;
  readonly lost: readonly LostPiece[];
  readonly variant: Piece | undefined;
}

interface Question {
  readonly job: JobWork;
  readonly leg: Leg;
  readonly others: readonly JobWork[];
  readonly events: ReadonlySet<string>;
  /** Those that no person gives by hand; all where there are no others. */
  readonly automatic: ReadonlySet<string>;
  readonly counts: PieceCounts;
}

function coverOfLeg({ job, leg, others, events, automatic, counts }: Question): LegCover {
  const within = (narrow: Condition, wide: Condition) =>
    implies(underEvents(narrow, events), underEvents(wide, automatic));
  const helpers = others
    .filter((other) => within(job.when, other.when))
    .flatMap((other) => other.legs.filter((candidate) => servesAs(candidate.setting, leg.setting)));
  const isDone = (piece: Piece) =>
    helpers.some((helper) => {
      const same = helper.pieces.get(piece.key);
      return same !== undefined && within(piece.when, same.when);
    });
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
    variant: missed.find((piece) => isVariant(piece, leg, missed, helpers)),
  };
}
