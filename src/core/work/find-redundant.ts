import { carriedOn, remembered } from '../remembered.ts';
import type { Workflow } from '../workflow/model.ts';
import { activitiesOf } from './activity.ts';
import { activityCover } from './activity-cover.ts';
import { byWorth, chooseSurvivors, type Redundant } from './choose-survivors.ts';
import { compareWork } from './compare-work.ts';
import { type Cover, coverOf } from './cover.ts';
import { isOtherRelease } from './other-release.ts';
import { outlineOf } from './outline.ts';
import { candidatesFor, FollowingIndex } from './outline-index.ts';
import type { MarkCounts } from './rarity.ts';
import { readWork } from './read-work.ts';
import type { Work } from './work.ts';

const outlineFor = remembered(outlineOf);
const indexFor = carriedOn((workflows: readonly Workflow[], before: FollowingIndex | undefined) =>
  (before ?? new FollowingIndex()).follow(workflows.map(outlineFor)),
);
const activitiesFor = remembered(activitiesOf);
const startsInstead = remembered((workflow: Workflow) =>
  remembered((other: Workflow) => activityCover(activitiesFor(workflow), activitiesFor(other)).share),
);
const workFor = remembered(readWork);
const compareOnce = remembered((work: Work) => remembered((other: Work) => compareWork(work, [other])));

/**
 * The workflows of a repository whose work is done by others to at least the given share, each with its best
 * survivor, sorted by path. Of workflows that cover each other one is kept: the one that does more, else the one with
 * more triggers, else the first by path. Only those that look alike in outline are read in full and compared.
 */
export function findRedundant(files: readonly Workflow[], threshold: number): Redundant[] {
  const workflows = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const index = indexFor(workflows);
  const counts = { workflows: workflows.length, offers: index.offers };
  const covered = new Map<Work, readonly Redundant[]>();
  for (const [place, workflow] of workflows.entries()) {
    // Triggers are quickly read, and no survivor does a greater share of the work than of them.
    const startedWith = (places: readonly number[]): Workflow[] =>
      places
        .flatMap((candidate) => workflows[candidate] ?? [])
        .filter((other) => startsInstead(workflow)(other) >= threshold);
    const { alone, inParts } = candidatesFor(place, index);
    const others = { alone: startedWith(alone), inParts: startedWith(inParts) };
    if (others.alone.length === 0 && others.inParts.length < 2) continue;
    const found = waysToSpare(workFor(workflow), others, { counts, threshold });
    if (found.length > 0) covered.set(workFor(workflow), found);
  }
  return chooseSurvivors(covered);
}

interface Measure {
  readonly counts: MarkCounts;
  readonly threshold: number;
}

/** Who may do a workflow's work: each by itself, or one and what it leaves out. */
interface Others {
  readonly alone: readonly Workflow[];
  readonly inParts: readonly Workflow[];
}

/** All the ways in which one workflow is redundant, the best first; in two parts only where no single one does. */
function waysToSpare(work: Work, { alone, inParts }: Others, measure: Measure): Redundant[] {
  const waysWith = (others: readonly Workflow[]): Redundant[] =>
    others.map(workFor).flatMap((other) => {
      const isOther = isPartOf(work, other) || (isByHand(work) && isOtherRelease(work.path, other.path));
      return isOther ? [] : [wayWith(work, other, measure)];
    });
  const found = waysWith(alone).filter(({ cover }) => isRedundant(cover, measure.threshold));
  if (isByHand(work)) return found.filter((way) => !way.survivorDoesMore()).sort(byCover);
  return (found.length > 0 ? found : splitsOf(waysWith(inParts), measure)).sort(byCover);
}

function wayWith(work: Work, other: Work, measure: Measure): Redundant {
  return {
    work,
    survivors: [other],
    cover: coverOf(compareOnce(work)(other), measure.counts),
    survivorDoesMore: () => doesMore(other, work, measure),
  };
}

/** Whether a workflow starts only when somebody asks for it: a button. */
function isByHand({ activities }: Work): boolean {
  return activities.every(({ event }) => event === 'workflow_dispatch' || event === 'repository_dispatch');
}

/** Whether the survivor does more than about what the other does: a button for a part is no duplicate of a button for all. */
function doesMore(survivor: Work, work: Work, { counts, threshold }: Measure): boolean {
  return coverOf(compareOnce(survivor)(work), counts).ofWork < threshold;
}

/** A workflow that was split in two: the likeliest half, and one that does what is missing from it. */
function splitsOf(singles: readonly Redundant[], { counts, threshold }: Measure): Redundant[] {
  const parts = singles.filter(({ cover }) => cover.telling > 0 && cover.activities.share > 0);
  const [half, ...rest] = parts.toSorted(byCover);
  if (half === undefined) return [];
  // Two halves have to come closer than one survivor: what they share by chance adds up.
  const closer = (1 + threshold) / 2;
  return rest.flatMap((part) => {
    const survivors = [...half.survivors, ...part.survivors];
    const cover = coverOf(compareWork(half.work, survivors), counts);
    const areHalves = [half, part].every((alone) => isHalf(alone.cover, cover));
    if (!areHalves || !isRedundant(cover, closer)) return [];
    const areVariants = [half, part].some((alone) => alone.cover.findVariant() !== undefined);
    return areVariants ? [] : [{ work: half.work, survivors, cover, survivorDoesMore: () => false }];
  });
}

/** From this share of the work on, what only one of two workflows does makes it a half. */
const leastHalf = 0.25;

/** Whether the other one of two workflows does enough that this one doesn't: bits and pieces are found everywhere. */
function isHalf(alone: Cover, both: Cover): boolean {
  return both.telling - alone.telling >= leastHalf * both.telling;
}

/** A workflow and one that calls it are no two: the one is a part of the other. */
function isPartOf(work: Work, other: Work): boolean {
  return other.calls.includes(work.path) || work.calls.includes(other.path);
}

function isRedundant(cover: Cover, threshold: number): boolean {
  if (cover.share < threshold || cover.telling === 0) return false;
  return cover.findVariant() === undefined && cover.findOwnEnd() === undefined;
}

/** The most first; among equals the survivors that there is the most reason to keep. */
function byCover(one: Redundant, other: Redundant): number {
  const [survivor, otherSurvivor] = [one.survivors[0], other.survivors[0]];
  const byShare = other.cover.share - one.cover.share;
  return byShare || (survivor && otherSurvivor ? byWorth(otherSurvivor, survivor) : 0);
}
