import { diffArrays } from 'diff';
import type { Job } from '../workflow/model.ts';
import { stepIdentity } from './fingerprint.ts';

/** Past this many differing steps no correspondence is sought: the answer would be slow to come and of little worth. */
const mostDifferences = 200;

/**
 * Where the steps of two versions of a job stand that only one version has: between which of the steps that both have.
 * A step of the one in the same place as a step of the other may be the same in other words; what they do must tell.
 */
export interface StepPlaces {
  /** By the step's index: how many common steps stand before it; common steps themselves have no place. */
  readonly base: ReadonlyMap<number, number>;
  readonly head: ReadonlyMap<number, number>;
}

/** The places of the steps of a job; none where the versions have next to nothing in common. */
export function stepPlaces(from: Job, to: Job): StepPlaces {
  const changes = diffArrays(from.steps.map(stepIdentity), to.steps.map(stepIdentity), {
    maxEditLength: mostDifferences,
  });
  const base = new Map<number, number>();
  const head = new Map<number, number>();
  let common = 0;
  for (const { added, removed, count } of changes ?? []) {
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
