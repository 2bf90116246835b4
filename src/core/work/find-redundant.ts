import { type Cover, coverOf } from './cover.ts';
import { candidatesFor, indexPieces, type PieceIndex } from './piece-index.ts';
import type { Piece, Work } from './work.ts';

/** A workflow whose work others do, and which they are. */
export interface Redundant {
  readonly work: Work;
  /** One, or two that it was split into. The first does more of it. */
  readonly survivors: readonly Work[];
  readonly cover: Cover;
}

/**
 * The workflows of a repository whose work is done by others to at least the given share, each with its best
 * survivor, sorted by path. Of workflows that cover each other one is kept: the one that does more, else the one with
 * more triggers, else the first by path. Reads only as many pairs as share telling pieces.
 */
export function findRedundant(works: readonly Work[], threshold: number): Redundant[] {
  const index = indexPieces(works);
  const covered = new Map<Work, Redundant[]>();
  for (const work of works) {
    const found = coversOf(work, index, threshold);
    if (found.length > 0) covered.set(work, found);
  }
  return chooseSurvivors(covered).sort((a, b) => compare(a.work.path, b.work.path));
}

/** All the ways in which one workflow is redundant, the best first. */
function coversOf(work: Work, index: PieceIndex, threshold: number): Redundant[] {
  const singles = candidatesFor(work, index, 1 - threshold)
    .filter((other) => mayCover(other, work))
    .map((other) => ({ work, survivors: [other], cover: coverOf(work, [other], index.counts) }));
  const found = singles.filter(({ cover }) => isRedundant(cover, threshold));
  if (found.length > 0) return found.sort((a, b) => b.cover.share - a.cover.share);
  const best = singles
    .filter(({ cover }) => cover.activities.share > 0)
    .sort((a, b) => b.cover.share - a.cover.share);
  return best[0] === undefined ? [] : splitsOf(best[0], index, threshold);
}

/** A workflow that was split in two: the best half, and one that does what is missing from it. */
function splitsOf({ work, survivors, cover }: Redundant, index: PieceIndex, threshold: number): Redundant[] {
  const [half] = survivors;
  // Two halves have to come closer than one survivor: what they share by chance adds up.
  const closer = (1 + threshold) / 2;
  if (half === undefined || cover.telling === 0 || cover.variant !== undefined) return [];
  const missing = new Set(
    cover.lost.filter(({ piece }) => piece.telling === 'work').map(({ piece }) => piece.key),
  );
  return candidatesFor(work, index, 0, (piece: Piece) => missing.has(piece.key))
    .filter((other) => other !== half && mayCover(other, work))
    .map((other) => ({ other, alone: coverOf(work, [other], index.counts) }))
    .filter(({ alone }) => alone.variant === undefined)
    .map(({ other, alone }) => ({
      work,
      survivors: [half, other],
      cover: coverOf(work, [half, other], index.counts),
      alone,
    }))
    .filter((both) => isRedundant(both.cover, closer) && areHalves(both.cover, cover, both.alone))
    .sort((a, b) => b.cover.share - a.cover.share);
}

/** From this share of the work on, what only one of two workflows does makes it a half. */
const leastHalf = 0.25;

/** Whether each of two workflows does enough that the other doesn't: bits and pieces are found everywhere. */
function areHalves(both: Cover, first: Cover, second: Cover): boolean {
  return [first, second].every((alone) => both.telling - alone.telling >= leastHalf * both.telling);
}

/** A workflow and one that calls it are no two: the one is a part of the other. */
function mayCover(other: Work, work: Work): boolean {
  return !other.calls.includes(work.path) && !work.calls.includes(other.path);
}

function isRedundant(cover: Cover, threshold: number): boolean {
  return cover.share >= threshold && cover.variant === undefined && cover.telling > 0;
}

function chooseSurvivors(covered: ReadonlyMap<Work, readonly Redundant[]>): Redundant[] {
  const chosen = new Map<Work, Redundant>();
  const leadsTo = (from: Work, to: Work): boolean =>
    from === to || (chosen.get(from)?.survivors ?? []).some((next) => leadsTo(next, to));
  for (const work of [...covered.keys()].sort(byWorth)) {
    const ways = covered.get(work) ?? [];
    const way = ways.find(({ survivors }) => !survivors.some((survivor) => leadsTo(survivor, work)));
    if (way !== undefined) chosen.set(work, way);
  }
  // A survivor that is redundant itself gives way to one that stays.
  return [...chosen].map(([work, way]) => {
    const ways = covered.get(work) ?? [];
    return ways.find(({ survivors }) => !survivors.some((survivor) => chosen.has(survivor))) ?? way;
  });
}

/** The less there is to keep, the earlier. */
function byWorth(one: Work, other: Work): number {
  return (
    worthOf(one) - worthOf(other) ||
    one.activities.length - other.activities.length ||
    compare(other.path, one.path)
  );
}

function worthOf(work: Work): number {
  const telling = work.jobs.map((job) =>
    Math.max(...job.legs.map((leg) => [...leg.pieces.values()].filter(isTelling).length)),
  );
  return telling.reduce((sum, count) => sum + count, 0);
}

function isTelling(piece: Piece): boolean {
  return piece.telling === 'work';
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
