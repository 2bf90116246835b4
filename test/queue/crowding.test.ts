import { describe, expect, it } from 'vitest';
import { crowding } from '../../src/queue/crowding.ts';

describe('crowding', () => {
  it('puts those back who ask for much, by the order of magnitude', () => {
    const priorityOf = crowding(() => 0);
    const given = Array.from({ length: 1000 }, () => priorityOf('much'));
    expect(given.slice(0, 8)).toEqual([0, -1, -1, -2, -2, -2, -2, -3]);
    expect(given.at(-1)).toBe(-9);
    expect(priorityOf('little')).toBe(0);
    for (let index = 0; index < 5000; index += 1) priorityOf('much');
    expect(priorityOf('much')).toBe(-10);
  });

  it('forgets with time', () => {
    let now = 0;
    const priorityOf = crowding(() => now);
    for (let index = 0; index < 1000; index += 1) priorityOf('much');
    now += 60_000;
    expect(priorityOf('much')).toBe(-8);
    now += 3_600_000;
    expect(priorityOf('much')).toBe(0);
  });

  it('keeps only so many groups in mind', () => {
    const priorityOf = crowding(() => 0);
    for (let index = 0; index < 4; index += 1) priorityOf('first');
    for (let index = 0; index < 10_000; index += 1) priorityOf(`group ${index}`);
    expect(priorityOf('first')).toBe(0);
  });
});
