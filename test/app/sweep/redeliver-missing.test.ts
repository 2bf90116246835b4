import { describe, expect, it } from 'vitest';
import { redeliverMissing } from '../../../src/app/sweep/redeliver-missing.ts';
import type { Missing, SweepState } from '../../../src/app/sweep/sweep-state.ts';
import { GitHubUnavailable, NotFound } from '../../../src/github/errors.ts';

const limits = { redeliveries: 100, attempts: 3, retrySeconds: 60, keptSeconds: 3 * 24 * 3600 };
const start = new Date('2026-01-01T00:00:00.000Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const { signal } = new AbortController();

function gone(guid: string, more: Partial<Missing> = {}): Missing {
  const at = start.toISOString();
  return { guid, id: `id of ${guid}`, at, how: 'failed', asked: 0, due: at, ...more };
}

function github(answers: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  return {
    asked,
    redeliver: async (id: string) => void asked.push(id.replace('id of ', '')),
    readAnswer: async (id: string) => answers[id.replace('id of ', '')] ?? '',
  };
}

const none = () => ({ asked: 0, givenUp: 0 });

describe('redeliverMissing', () => {
  it('asks for the oldest first, and for no more than it may', async () => {
    const state: SweepState = {
      missing: [
        gone('young', { at: later(9).toISOString() }),
        gone('old'),
        gone('middle', { at: later(5).toISOString() }),
      ],
    };
    const parts = github();
    const count = none();
    await redeliverMissing(
      parts,
      { state, count },
      { limits: { ...limits, redeliveries: 2 }, now: later(60), signal },
    );
    expect(parts.asked).toEqual(['old', 'middle']);
    expect(count).toEqual({ asked: 2, givenUp: 0 });
  });

  it('asks again after longer and longer waits, gives up, and says so once', async () => {
    const state: SweepState = { missing: [gone('bad')] };
    const parts = github();
    const times: number[] = [];
    const count = none();
    for (let seconds = 0; seconds < 3600; seconds += 30) {
      const before = parts.asked.length;
      await redeliverMissing(parts, { state, count }, { limits, now: later(seconds), signal });
      if (parts.asked.length > before) times.push(seconds);
    }
    expect(times).toEqual([0, 60, 180]);
    expect(count).toEqual({ asked: 3, givenUp: 1 });
    expect(state.missing).toHaveLength(1);
  });

  it('forgets what GitHub keeps no longer', async () => {
    const state: SweepState = { missing: [gone('old', { isGivenUp: true }), gone('older')] };
    const parts = github();
    await redeliverMissing(parts, { state, count: none() }, { limits, now: later(4 * 24 * 3600), signal });
    expect(state.missing).toEqual([]);
    expect(parts.asked).toEqual([]);
  });

  it('takes for lost only what was answered by this App', async () => {
    const state: SweepState = {
      missing: [gone('ours', { how: 'lost' }), gone('of a proxy', { how: 'lost' })],
    };
    const parts = github({ ours: 'stored', 'of a proxy': 'Accepted' });
    await redeliverMissing(parts, { state, count: none() }, { limits, now: later(1), signal });
    expect(parts.asked).toEqual(['ours']);
    expect(state.missing.map(({ guid }) => guid)).toEqual(['ours']);
  });

  it('lets go what GitHub does not have any more, and stops where GitHub is down', async () => {
    const state: SweepState = { missing: [gone('a'), gone('b'), gone('c')] };
    const parts = {
      ...github(),
      redeliver: async (id: string) => {
        if (id === 'id of a') throw new NotFound('Not Found', 404);
        if (id === 'id of c') throw new GitHubUnavailable('down', 502);
      },
    };
    const count = none();
    const run = redeliverMissing(parts, { state, count }, { limits, now: later(1), signal });
    await expect(run).rejects.toThrow('down');
    expect(count.asked).toBe(1);
    expect(state.missing).toMatchObject([
      { guid: 'b', asked: 1 },
      { guid: 'c', asked: 0 },
    ]);
  });
});
