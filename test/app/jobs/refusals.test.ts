import { expect, it } from 'vitest';
import { Refusals } from '../../../src/app/jobs/refusals.ts';

it('who may not command is told so, but not by the hundred', () => {
  let now = 1_000_000;
  const refusals = new Refusals(() => now);
  const told = (installation: number, times: number) =>
    Array.from({ length: times }, () => refusals.take(installation)).filter(Boolean).length;
  expect(told(1, 100)).toBe(20);
  expect(told(2, 5)).toBe(5);
  now += 3 * 60_000;
  expect(told(1, 100)).toBe(3);
  now += 24 * 3_600_000;
  expect(told(1, 100)).toBe(20);
});
