import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { medianSorted, quantileSorted } from 'simple-statistics';
import type { Comparison } from './picture.ts';

const resamples = 2_000;
const confidence = 0.95;
/** Fixed, so that the same samples give the same interval. */
const seed = 64;

/**
 * By which share the median fell from one sample of durations to another, with its 95 % interval by the percentile
 * bootstrap (Efron and Tibshirani, 1993): both samples are drawn anew, with replacement, 2,000 times. The order of the
 * samples doesn't matter. Undefined where a sample is empty or the first median is not above zero.
 */
export function fallOfMedians(before: readonly number[], after: readonly number[]): Comparison | undefined {
  const first = before.toSorted((a, b) => a - b);
  const second = after.toSorted((a, b) => a - b);
  if (first.length === 0 || second.length === 0 || medianSorted(first) <= 0) return undefined;
  const random = xoroshiro128plus(seed);
  const draw = (sample: readonly number[]): number => {
    const drawn = sample.map(() => sample[uniformInt(random, 0, sample.length - 1)] ?? 0);
    return medianSorted(drawn.sort((a, b) => a - b));
  };
  const falls: number[] = [];
  for (let round = 0; round < resamples; round += 1) {
    const base = draw(first);
    const now = draw(second);
    if (base > 0) falls.push(1 - now / base);
  }
  falls.sort((a, b) => a - b);
  const tail = (1 - confidence) / 2;
  return {
    before: { count: first.length, median: medianSorted(first) },
    after: { count: second.length, median: medianSorted(second) },
    fall: 1 - medianSorted(second) / medianSorted(first),
    interval: { low: quantileSorted(falls, tail), high: quantileSorted(falls, 1 - tail) },
  };
}
