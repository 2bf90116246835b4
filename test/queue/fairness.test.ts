import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { DatabaseChoice } from '../../src/queue/database.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import type { Queue } from '../../src/queue/queue.ts';
import { newPgliteFolder } from '../pglite.ts';
import { createDatabase, findPostgres } from '../postgres.ts';

const postgres = await findPostgres();
afterAll(async () => {
  if (postgres.kind === 'server') await postgres.stop();
});

const settings = {
  concurrency: 8,
  groupConcurrency: 3,
  retries: 0,
  retryDelay: 1,
  longestRetryDelay: 1,
  attemptSeconds: 60,
  pollSeconds: 5,
  keepSeconds: 3600,
} as const;

/**
 * How many items of crowded groups begin between the storing of another group's only item and its own beginning, where
 * each group has so many items waiting and all replicas are at work.
 */
async function begunBefore(
  database: DatabaseChoice,
  { crowded, replicas }: { readonly crowded: readonly string[]; readonly replicas: number },
): Promise<number> {
  const fail = (error: Error) => expect(error).toBeUndefined();
  const queues: Queue<{ readonly group: string }>[] = [];
  let isStored = false;
  let isBegun = false;
  let begun = 0;
  let done = 0;
  for (let index = 0; index < replicas; index += 1) {
    const queue = await openQueue<{ readonly group: string }>(
      { ...settings, database },
      { error: fail, warning: () => {}, fatal: fail },
    );
    queues.push(queue);
    await queue.work({
      work: async ({ group }) => {
        if (group === 'alone') isBegun = true;
        else if (isStored && !isBegun) begun += 1;
        await sleep(30);
        done += 1;
      },
      giveUp: async () => {},
      covers: () => false,
    });
  }
  try {
    const [first] = queues;
    const store = (group: string) =>
      first?.store({ id: randomUUID(), key: randomUUID(), group, data: { group } });
    await Promise.all(crowded.flatMap((group) => Array.from({ length: 1000 }, () => store(group))));
    while (done < 20) await sleep(10);
    await store('alone');
    isStored = true;
    while (!isBegun) await sleep(5);
    const size = await first?.size();
    // Else there was no crowd to wait behind.
    expect(size?.waiting).toBeGreaterThan(crowded.length * 500);
    return begun;
  } finally {
    for (const queue of queues) await queue.stop(1);
  }
}

describe('a group with a single item, on PGlite', () => {
  it.each([[['a']], [['a', 'b', 'c', 'd']]])('is not behind the thousands of %j', async (crowded) => {
    const folder = await newPgliteFolder();
    const begun = await begunBefore({ kind: 'embedded', folder }, { crowded, replicas: 1 });
    expect(begun).toBeLessThanOrEqual(settings.concurrency);
    await rm(folder, { recursive: true, force: true });
  });
});

const name = postgres.kind === 'server' ? 'on PostgreSQL' : `on PostgreSQL (skipped: ${postgres.why})`;
describe.skipIf(postgres.kind === 'missing')(`a group with a single item, ${name}`, () => {
  it.each([
    { crowded: ['a'], replicas: 1 },
    { crowded: ['a'], replicas: 3 },
    { crowded: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], replicas: 3 },
  ])('is not behind the thousands of $crowded, with $replicas replicas', async (how) => {
    if (postgres.kind === 'missing') throw new Error(postgres.why);
    const begun = await begunBefore({ kind: 'postgres', url: await createDatabase(postgres) }, how);
    expect(begun).toBeLessThanOrEqual(settings.concurrency * how.replicas);
  });
});
