import { diffArrays } from 'diff';
import type { Job } from '../workflow/model.ts';
import { stepIdentity } from './fingerprint.ts';

/** Past this many differing steps no correspondence is sought: the answer would be slow to come and of little worth. */
const mostDifferences = 200;

/** A step of one version of a job. */
export interface StepPlace {
  readonly job: Job;
  /** From 0. */
  readonly step: number;
}

/**
 * Whether two steps of two versions of a job stand in one place and neither is found in the other version: between the
 * same steps that both have. One may be the other in other words; what they do must tell.
 */
export function standInOnePlace(base: StepPlace, head: StepPlace): boolean {
  const places = placesOf(base.job, head.job);
  const place = places?.base.get(base.step);
  return place !== undefined && place === places?.head.get(head.step);
}

interface Places {
  /** By the step's index: how many common steps stand before it; common steps themselves have no place. */
  readonly base: ReadonlyMap<number, number>;
  readonly head: ReadonlyMap<number, number>;
}

function placesOf(from: Job, to: Job): Places | undefined {
  const changes = diffArrays(from.steps.map(stepIdentity), to.steps.map(stepIdentity), {
    maxEditLength: mostDifferences,
  });
  if (changes === undefined) return undefined;
  const base = new Map<number, number>();
  const head = new Map<number, number>();
  let common = 0;
  for (const { added, removed, count } of changes) {
    if (!added && !removed) {
      common += count;
      continue;
    }
    const side = added ? head : base;
    // What is common and what stands on this side alone so far: the next index.
    for (let index = 0; index < count; index += 1) side.set(common + side.size, common);
  }
  return { base, head };
}
