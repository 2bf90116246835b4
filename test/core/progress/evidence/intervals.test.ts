import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthOf, timeAtOnce, unionOf } from '../../../../src/core/progress/evidence/intervals.ts';

const job = (runner: string, start: number, end: number) => ({ name: 'j', runner, start, end });

describe('intervals', () => {
  it.each([
    ['none', [], 0],
    [
      'apart',
      [
        [0, 5],
        [10, 15],
      ],
      10,
    ],
    [
      'overlapping',
      [
        [0, 10],
        [5, 15],
      ],
      15,
    ],
    [
      'one within another',
      [
        [0, 20],
        [5, 10],
      ],
      20,
    ],
    [
      'touching',
      [
        [0, 5],
        [5, 10],
      ],
      10,
    ],
    [
      'empty and turned round',
      [
        [5, 5],
        [9, 3],
      ],
      0,
    ],
  ])('%s: %j last %d', (_, pairs, length) => {
    expect(lengthOf(pairs.map(([start = 0, end = 0]) => ({ start, end })))).toBe(length);
  });

  it('last as long as the moments that they cover', () => {
    const interval = fc
      .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }))
      .map(([start, end]) => ({ start, end }));
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 12 }), (intervals) => {
        const moments = Array.from({ length: 50 }, (_, at) =>
          intervals.some(({ start, end }) => start <= at && at < end),
        );
        expect(lengthOf(intervals)).toBe(moments.filter(Boolean).length);
        const union = unionOf(intervals);
        expect(union.every(({ start }, at) => at === 0 || start > (union[at - 1]?.end ?? 0))).toBe(true);
      }),
    );
  });
});

describe('time at once', () => {
  it.each([
    ['on two runners', [job('a', 0, 10), job('b', 5, 15)], 2, 5],
    ['one after the other', [job('a', 0, 10), job('b', 10, 20)], 2, 0],
    ['two jobs on one runner', [job('a', 0, 10), job('a', 0, 10)], 2, 0],
    ['three runners of which two at a time', [job('a', 0, 10), job('b', 5, 15), job('c', 12, 20)], 3, 0],
    ['three runners', [job('a', 0, 10), job('b', 5, 15), job('c', 8, 20)], 3, 2],
    ['twice', [job('a', 0, 20), job('b', 0, 5), job('b', 10, 15)], 2, 10],
  ])('%s', (_, jobs, runners, time) => {
    expect(timeAtOnce(jobs, runners)).toBe(time);
  });
});
