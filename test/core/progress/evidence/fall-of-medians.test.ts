import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { fallOfMedians } from '../../../../src/core/progress/evidence/fall-of-medians.ts';

describe('the fall of medians', () => {
  it.each<[string, number[], number[], number, number, number]>([
    ['odd samples', [10, 20, 30], [5, 10, 15], 20, 10, 0.5],
    ['even samples: the mean of the middle two', [10, 20, 30, 40], [10, 15, 20, 25], 25, 17.5, 0.3],
    ['a rise is a negative fall', [10, 10, 10], [15, 15, 15], 10, 15, -0.5],
    ['one far-out value changes nothing', [10, 10, 1_000], [8, 8, 8], 10, 8, 0.2],
  ])('of %s', (_, before, after, first, second, fall) => {
    const found = fallOfMedians(before, after);
    expect(found?.before).toEqual({ count: before.length, median: first });
    expect(found?.after).toEqual({ count: after.length, median: second });
    expect(found?.fall).toBeCloseTo(fall, 10);
  });

  it('of samples without spread has an interval without width', () => {
    expect(fallOfMedians([10, 10, 10], [7, 7, 7])?.interval).toEqual({ low: 1 - 7 / 10, high: 1 - 7 / 10 });
  });

  it.each<[number[], number[]]>([
    [[], [1]],
    [[1], []],
    [[0, 0], [1]],
  ])('of %j and %j is none', (before, after) => {
    expect(fallOfMedians(before, after)).toBeUndefined();
  });

  it('is the same whatever the order, and the interval holds it', () => {
    const sample = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(sample, sample, (before, after) => {
        const found = fallOfMedians(before, after);
        expect(found).toEqual(fallOfMedians(before.toReversed(), after.toReversed()));
        expect(found?.interval.low).toBeLessThanOrEqual((found?.fall ?? Number.NaN) + 1e-9);
        expect(found?.interval.high).toBeGreaterThanOrEqual((found?.fall ?? Number.NaN) - 1e-9);
      }),
      { numRuns: 30 },
    );
  });

  it.each([10, 20])(
    'of %d commits on either side has an interval that covers the true fall about as often as it says',
    (size) => {
      const random = xoroshiro128plus(2025 + size);
      // Durations are skewed: a log-normal with a median of 20 before and 13 after, and a spread as CI runs have.
      const normal = () =>
        Math.sqrt(-2 * Math.log(1 - uniformFloat64(random))) * Math.cos(2 * Math.PI * uniformFloat64(random));
      const sample = (median: number) =>
        Array.from({ length: size }, () => median * Math.exp(0.2 * normal()));
      const rounds = 300;
      let covered = 0;
      for (let round = 0; round < rounds; round += 1) {
        const { interval } = fallOfMedians(sample(20), sample(13)) ?? { interval: { low: 2, high: 2 } };
        if (interval.low <= 0.35 && 0.35 <= interval.high) covered += 1;
      }
      // 95 % is meant; with 300 rounds a sound interval stays within these bounds.
      expect(covered / rounds).toBeGreaterThanOrEqual(0.91);
      expect(covered / rounds).toBeLessThanOrEqual(0.99);
      console.info(
        `the 95 % interval covered the true fall in ${covered} of ${rounds} simulated sprints of ${size} commits`,
      );
    },
  );
});
