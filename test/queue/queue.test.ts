import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseChoice } from '../../src/queue/database.ts';
import { GiveUp, RetryLater, StoreUnavailable } from '../../src/queue/errors.ts';
import type { GivenUpItem, Item, TakenItem } from '../../src/queue/item.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import type { Queue, QueueSettings, Workers } from '../../src/queue/queue.ts';
import { newPgliteFolder } from '../pglite.ts';
import { createDatabase, findPostgres, type PostgresFound } from '../postgres.ts';

interface Work {
  readonly name: string;
}

const settings = {
  concurrency: 4,
  groupConcurrency: 2,
  retries: 3,
  retryDelay: 1,
  longestRetryDelay: 1,
  attemptSeconds: 30,
  pollSeconds: 0.5,
  keepSeconds: 3600,
} as const;

const postgres: PostgresFound = await findPostgres();
afterAll(async () => {
  if (postgres.kind === 'server') await postgres.stop();
});

function item(name: string, more: Partial<Item<Work>> = {}): Item<Work> {
  return { id: randomUUID(), key: name, group: 'one', data: { name }, ...more };
}

function workers(
  work: (item: TakenItem<Work>) => Promise<void>,
  more: Partial<Workers<Work>> = {},
): Workers<Work> {
  return { work, giveUp: async () => {}, covers: () => false, ...more };
}

async function until(condition: () => boolean, seconds = 100): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not so after ${seconds} s`);
    await sleep(20);
  }
}

function behaves(database: () => Promise<DatabaseChoice>): void {
  let choice: DatabaseChoice;
  const open: Queue<Work>[] = [];
  const errors: Error[] = [];
  const openOne = async (more: Partial<QueueSettings> = {}): Promise<Queue<Work>> => {
    const queue = await openQueue<Work>(
      { ...settings, ...more, database: choice },
      { error: (error) => errors.push(error), warning: () => {}, fatal: (error) => errors.push(error) },
    );
    open.push(queue);
    return queue;
  };
  beforeEach(async () => {
    choice = await database();
  });
  afterEach(async () => {
    for (const queue of open.splice(0)) await queue.stop(5);
    expect(errors.splice(0)).toEqual([]);
  });

  it('keeps an item over a restart, works it once, and knows it afterwards', async () => {
    const first = await openOne();
    const stored = item('kept');
    expect(await first.store(stored)).toBe('new');
    expect(await first.store(stored)).toBe('known');
    await first.stop(5);
    open.splice(0);

    const second = await openOne();
    const worked: TakenItem<Work>[] = [];
    await second.work(workers(async (taken) => void worked.push(taken)));
    await until(() => worked.length > 0);
    expect(worked[0]).toMatchObject({ ...stored, attempt: 1 });
    expect(await second.store(stored)).toBe('known');
    await sleep(1000);
    expect(worked).toHaveLength(1);
    expect(await second.size()).toMatchObject({ waiting: 0, active: 0 });
  });

  it('stores many at once, each with its own answer', async () => {
    const queue = await openOne();
    const twice = item('twice');
    const items = [...Array.from({ length: 300 }, (_, index) => item(`many-${index}`)), twice, twice];
    const answers = await Promise.all(items.map((one) => queue.store(one)));
    expect(answers.filter((answer) => answer === 'new')).toHaveLength(301);
    expect(answers.slice(-2).sort()).toEqual(['known', 'new']);
    expect((await queue.size()).waiting).toBe(301);
    const worked: string[] = [];
    await queue.work(workers(async ({ data }) => void worked.push(data.name)));
    await until(() => worked.length === 301);
    expect(new Set(worked).size).toBe(301);
  });

  it('stores text that PostgreSQL can not hold as it is', async () => {
    const queue = await openOne();
    await queue.store(item('a\0b\uD800c', { key: 'odd\0' }));
    const worked: string[] = [];
    await queue.work(workers(async ({ data }) => void worked.push(data.name)));
    await until(() => worked.length === 1);
    expect(worked).toEqual(['a\uFFFDb\uFFFDc']);
  });

  it('never works two items of one key at once, and leaves room for others than a crowded group', async () => {
    const queue = await openOne();
    const now = new Map<string, number>();
    const most = new Map<string, number>();
    const begun: string[] = [];
    const enter = (name: string, by: number) => {
      now.set(name, (now.get(name) ?? 0) + by);
      most.set(name, Math.max(most.get(name) ?? 0, now.get(name) ?? 0));
    };
    let done = 0;
    for (let index = 0; index < 20; index += 1) {
      await queue.store(item('x', { key: `key-${index % 5}`, group: 'crowded' }));
    }
    await queue.store(item('x', { key: 'lone', group: 'lone' }));
    await queue.work(
      workers(async ({ key, group }) => {
        begun.push(key);
        enter(key, 1);
        enter(`group ${group}`, 1);
        await sleep(80);
        enter(key, -1);
        enter(`group ${group}`, -1);
        done += 1;
      }),
    );
    await until(() => done === 21);
    expect([...most].filter(([name]) => name.startsWith('key-')).map(([, count]) => count)).toEqual([
      1, 1, 1, 1, 1,
    ]);
    // All workers may begin with the crowded group; the first to look again leaves it alone.
    expect(begun.indexOf('lone')).toBeLessThan(14);
    // One connection has one statement at a time: there the bound is exact.
    if (choice.kind === 'embedded') expect(most.get('group crowded')).toBe(2);
  });

  it('tries again what throws, and gives up what throws always', async () => {
    const queue = await openOne();
    const attempts: number[] = [];
    const givenUp: GivenUpItem<Work>[] = [];
    const failing = item('failing');
    await queue.store(failing);
    await queue.work(
      workers(
        async ({ attempt }) => {
          attempts.push(attempt);
          throw new Error(`attempt ${attempt} failed`);
        },
        { giveUp: async (given) => void givenUp.push(given) },
      ),
    );
    await until(() => givenUp.length === 1);
    expect(attempts).toEqual([1, 2, 3, 4]);
    expect(givenUp[0]).toMatchObject({ ...failing, why: 'attempt 4 failed' });
    expect((await queue.size()).failed).toBeGreaterThan(0);
    // Asked for again, as a redelivery does, it gets another attempt.
    await queue.store(failing);
    await until(() => attempts.length === 5);
  });

  it('gives up at once where the worker says so, and retries giving up', async () => {
    const queue = await openOne();
    let attempts = 0;
    let told = 0;
    await queue.store(item('hopeless'));
    await queue.work(
      workers(
        async () => {
          attempts += 1;
          throw new GiveUp('the repository is gone');
        },
        {
          giveUp: async ({ why }) => {
            expect(why).toBe('the repository is gone');
            told += 1;
            if (told === 1) throw new Error('nobody there');
          },
        },
      ),
    );
    await until(() => told === 2);
    expect(attempts).toBe(1);
  });

  it('puts off as long and as often as the worker asks, which is no failure', async () => {
    const queue = await openOne({ retries: 1 });
    const times: number[] = [];
    const seen: [attempt: number, failures: number][] = [];
    const givenUp: string[] = [];
    await queue.store(item('limited'));
    await queue.work(
      workers(
        async ({ attempt, failures }) => {
          times.push(Date.now());
          seen.push([attempt, failures]);
          if (attempt <= 4) throw new RetryLater('limited', attempt === 1 ? 3 : 0.1);
          throw new Error('broken');
        },
        { giveUp: async ({ why }) => void givenUp.push(why) },
      ),
    );
    await until(() => givenUp.length === 1);
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(2900);
    expect(seen).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 0],
      [5, 0],
      [6, 1],
    ]);
    expect(givenUp).toEqual(['broken']);
  });

  it('says how the attempt before ended', async () => {
    const queue = await openOne({ retries: 5, attemptSeconds: 2 });
    const seen: string[] = [];
    await queue.store(item('unlucky'));
    await queue.work(
      workers(async ({ attempt, before, signal }) => {
        seen.push(before);
        if (attempt === 1) throw new Error('broken');
        if (attempt === 2) throw new RetryLater('limited', 0.1);
        // Its time is up.
        if (attempt === 3) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      }),
    );
    await until(() => seen.length === 4);
    expect(seen).toEqual(['nothing', 'failed', 'failed', 'cut-off']);
  });

  it('knows what was stored: waiting, done or given up', async () => {
    const queue = await openOne({ retries: 0 });
    const [waits, done, failed] = [item('waits', { delaySeconds: 60 }), item('done'), item('failed')];
    for (const one of [waits, done, failed]) await queue.store(one);
    let ended = 0;
    await queue.work(
      workers(
        async ({ data }) => {
          if (data.name === 'failed') throw new GiveUp('no use');
          ended += 1;
        },
        {
          giveUp: async () => {
            ended += 1;
          },
        },
      ),
    );
    await until(() => ended === 2);
    await sleep(200);
    const ids = [waits.id, done.id, failed.id];
    expect(await queue.known([...ids, randomUUID()])).toEqual(new Set(ids));
    expect(await queue.known([])).toEqual(new Set());
  });

  it('does a chore at once and again, each time with what the last has left', async () => {
    const queue = await openOne();
    const given: (object | undefined)[] = [];
    await queue.repeat({
      name: 'count',
      everySeconds: 1,
      run: async (last) => {
        given.push(last);
        return { count: given.length };
      },
    });
    await until(() => given.length >= 3);
    expect(given.slice(0, 3)).toEqual([undefined, { count: 1 }, { count: 2 }]);
    await queue.stop(5);
    open.splice(0);

    const again = await openOne();
    const later: (object | undefined)[] = [];
    await again.repeat({
      name: 'count',
      everySeconds: 3600,
      run: async (last) => {
        later.push(last);
        return {};
      },
    });
    await until(() => later.length === 1);
    expect(later[0]).toHaveProperty('count');
  });

  it('reports a chore that fails, does it again, and tells it to end when the queue stops', async () => {
    const queue = await openOne();
    const given: (object | undefined)[] = [];
    let isEnded = false;
    await queue.repeat({
      name: 'fragile',
      everySeconds: 3600,
      run: async (last, signal) => {
        given.push(last);
        if (given.length === 1) throw new Error('GitHub is down');
        await sleep(60_000, undefined, { signal }).catch(() => undefined);
        isEnded = signal.aborted;
        return { kept: 'yes' };
      },
    });
    await until(() => given.length === 2);
    expect(errors.splice(0).map(({ message }) => message)).toEqual(['the chore fragile failed']);
    const begun = Date.now();
    await queue.stop(20);
    open.splice(0);
    expect(isEnded).toBe(true);
    expect(Date.now() - begun).toBeLessThan(10_000);
  });

  it('takes what one item covers for done with it', async () => {
    const queue = await openOne({ concurrency: 1 });
    const worked: string[] = [];
    await Promise.all(['a', 'b', 'c', 'other'].map((name) => queue.store(item(name, { key: 'same' }))));
    await queue.work(
      workers(async ({ data }) => void worked.push(data.name), {
        covers: (_, waiting) => waiting.name !== 'other',
      }),
    );
    await until(() => worked.includes('other') && worked.length >= 2);
    await sleep(1000);
    expect(worked).toHaveLength(2);
    expect(await queue.size()).toMatchObject({ waiting: 0, active: 0 });
  });

  it('takes nothing for done that was begun before: only its own next attempt finishes that', async () => {
    const queue = await openOne({ concurrency: 1 });
    const worked: string[] = [];
    await queue.store(item('begun', { key: 'same' }));
    await queue.work(
      workers(
        async ({ data, attempt }) => {
          worked.push(`${data.name} ${attempt}`);
          if (worked.length > 1) return;
          await queue.store(item('later', { key: 'same' }));
          throw new RetryLater('cut off', 2);
        },
        { covers: () => true },
      ),
    );
    await until(() => worked.length >= 3);
    expect(worked).toEqual(['begun 1', 'later 1', 'begun 2']);
  });

  it('drains: what is being worked is finished, what waits is kept', async () => {
    const queue = await openOne({ concurrency: 1 });
    let finished = 0;
    await queue.store(item('first'));
    await queue.store(item('second'));
    await queue.work(
      workers(async () => {
        await sleep(400);
        finished += 1;
      }),
    );
    await until(() => finished === 0);
    await sleep(150);
    await queue.stop(10);
    open.splice(0);
    expect(finished).toBe(1);
    const again = await openOne();
    expect((await again.size()).waiting).toBe(1);
    await again.work(
      workers(async () => {
        finished += 1;
      }),
    );
    await until(() => finished === 2);
  });
}

describe('on PGlite', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await newPgliteFolder();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  behaves(async () => ({ kind: 'embedded', folder }));

  it('refuses a folder that another process has', async () => {
    const claim = await import('../../src/queue/claim-folder.ts');
    const held = await claim.claimFolder(join(folder, 'held'));
    await expect(claim.claimFolder(join(folder, 'held'))).rejects.toThrow(/in use by another ci-warden/);
    await held.release();
    await (await claim.claimFolder(join(folder, 'held'))).release();
  });
});

const name = postgres.kind === 'server' ? 'on PostgreSQL' : `on PostgreSQL (skipped: ${postgres.why})`;
describe.skipIf(postgres.kind === 'missing')(name, () => {
  const database = async (): Promise<DatabaseChoice> => {
    if (postgres.kind === 'missing') throw new Error(postgres.why);
    return { kind: 'postgres', url: await createDatabase(postgres) };
  };
  behaves(database);

  it('shares the work between replicas, one key in one of them', async () => {
    const choice = await database();
    const events = { error: () => {}, warning: () => {}, fatal: () => {} };
    const replicas = [];
    for (let index = 0; index < 3; index += 1) {
      replicas.push(await openQueue<Work>({ ...settings, groupConcurrency: 12, database: choice }, events));
    }
    const [first] = replicas;
    const items = Array.from({ length: 60 }, (_, index) => item(`n${index}`, { key: `key-${index % 20}` }));
    await Promise.all(items.map((one) => first?.store(one)));
    const busy = new Set<string>();
    const by = [0, 0, 0];
    let clashes = 0;
    for (const [index, replica] of replicas.entries()) {
      await replica.work(
        workers(async ({ key }) => {
          if (busy.has(key)) clashes += 1;
          busy.add(key);
          await sleep(20);
          busy.delete(key);
          by[index] = (by[index] ?? 0) + 1;
        }),
      );
    }
    await until(() => by.reduce((sum, count) => sum + count) === 60);
    expect(clashes).toBe(0);
    expect(by.every((count) => count > 0)).toBe(true);
    for (const replica of replicas) await replica.stop(5);
  });

  it('has a chore done by one of all replicas', async () => {
    const choice = await database();
    const events = { error: () => {}, warning: () => {}, fatal: () => {} };
    const runs: number[] = [];
    let now = 0;
    let most = 0;
    const replicas = [];
    for (let index = 0; index < 3; index += 1) {
      const replica = await openQueue<Work>({ ...settings, database: choice }, events);
      replicas.push(replica);
      await replica.repeat({
        name: 'shared',
        everySeconds: 2,
        run: async () => {
          runs.push(index);
          now += 1;
          most = Math.max(most, now);
          await sleep(500);
          now -= 1;
          return {};
        },
      });
    }
    await sleep(6500);
    // One for the start, one for each interval that has begun since.
    expect(runs.length).toBeGreaterThanOrEqual(3);
    expect(runs.length).toBeLessThanOrEqual(6);
    expect(most).toBe(1);
    for (const replica of replicas) await replica.stop(5);
  });

  it('says so where the database is gone', async () => {
    const events = { error: () => {}, warning: () => {}, fatal: () => {} };
    const queue = await openQueue<Work>({ ...settings, database: await database() }, events);
    await queue.stop(0);
    await expect(queue.store(item('lost'))).rejects.toThrow(StoreUnavailable);
    await expect(queue.ping()).rejects.toThrow(StoreUnavailable);
    await expect(queue.known([randomUUID()])).rejects.toThrow(StoreUnavailable);
  });
});
