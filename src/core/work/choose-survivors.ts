import type { Cover } from './cover.ts';
import type { Piece, Work } from './work.ts';

/** A workflow whose work others do, and which they are. */
export interface Redundant {
  readonly work: Work;
  /** One, or two that it was split into: the first does more of it. */
  readonly survivors: readonly Work[];
  readonly cover: Cover;
  /** Whether a single survivor does much besides, so that a start of it is no start of this work alone. */
  survivorDoesMore(): boolean;
}

/**
 * Chooses for each covered workflow, of its ways in their order, the first that leaves somebody to do the work; none
 * where it is itself the one that is left. Sorted by path; does not depend on the order of the workflows.
 */
export function chooseSurvivors(covered: ReadonlyMap<Work, readonly Redundant[]>): Redundant[] {
  const chosen = new Map<Work, Redundant>();
  const leadsTo = (from: Work, to: Work): boolean =>
    from === to || (chosen.get(from)?.survivors ?? []).some((next) => leadsTo(next, to));
  for (const work of [...covered.keys()].sort(byWorth)) {
    const ways = covered.get(work) ?? [];
    const way = ways.find(({ survivors }) => !survivors.some((survivor) => leadsTo(survivor, work)));
    if (way !== undefined) chosen.set(work, way);
  }
  // A survivor that is redundant itself gives way to one that stays.
  return [...chosen]
    .map(
      ([work, way]) =>
        covered.get(work)?.find(({ survivors }) => !survivors.some((one) => chosen.has(one))) ?? way,
    )
    .sort((a, b) => compare(a.work.path, b.work.path));
}

/** Orders by what there is to keep, the least first: less work (what may fail counts half), then fewer triggers, then the later path. */
export function byWorth(one: Work, other: Work): number {
  return (
    worthOf(one) - worthOf(other) ||
    one.activities.length - other.activities.length ||
    compare(other.path, one.path)
  );
}

function worthOf(work: Work): number {
  const ofLegs = work.jobs.map((job) =>
    job.legs.map(({ pieces }) => [...pieces.values()].reduce((sum, piece) => sum + worthOfPiece(piece), 0)),
  );
  return ofLegs.reduce((sum, legs) => sum + Math.max(...legs), 0);
}

/** What may fail unnoticed is worth half of what fails its job. */
function worthOfPiece({ telling, lenient }: Piece): number {
  if (telling !== 'work') return 0;
  return lenient === undefined ? 1 : 0.5;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
