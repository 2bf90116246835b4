import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { GiveUp } from '../../src/queue/errors.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { createDatabase, findPostgres } from '../postgres.ts';

const postgres = await findPostgres();
afterAll(async () => {
  if (postgres.kind === 'server') await postgres.stop();
});

const settings = {
  concurrency: 2,
  groupConcurrency: 2,
  retries: 0,
  retryDelay: 1,
  longestRetryDelay: 1,
  attemptSeconds: 60,
  pollSeconds: 1,
} as const;

const name = postgres.kind === 'server' ? 'on PostgreSQL' : `on PostgreSQL (skipped: ${postgres.why})`;
describe.skipIf(postgres.kind === 'missing')(`what is done, ${name}`, () => {
  it('is deleted after its time, with what was given up; what waits is kept', {
    timeout: 60_000,
  }, async () => {
    if (postgres.kind === 'missing') throw new Error(postgres.why);
    const url = await createDatabase(postgres);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const fail = (error: Error) => expect(error).toBeUndefined();
    const queue = await openQueue<{ readonly name: string }>(
      { ...settings, keepSeconds: 1, database: { kind: 'postgres', url } },
      { error: fail, warning: () => {}, fatal: fail },
    );
    try {
      const items = ['done', 'hopeless', 'waits'].map((one) => ({
        id: randomUUID(),
        key: one,
        data: { name: one },
        ...(one === 'waits' && { delaySeconds: 3600 }),
      }));
      for (const item of items) await queue.store(item);
      let told = 0;
      await queue.work({
        work: async ({ data }) => {
          if (data.name === 'hopeless') throw new GiveUp('no use');
        },
        giveUp: async () => {
          told += 1;
        },
        covers: () => false,
      });
      const count = async () => {
        const text = `SELECT name, data ->> 'name' AS what FROM ci_warden.job WHERE name IN ('items', 'given-up-items')`;
        return (await client.query<{ what: string }>(text)).rows.map(({ what }) => what).sort();
      };
      while (told === 0) await sleep(50);
      expect(await count()).toEqual(['done', 'hopeless', 'hopeless', 'waits']);
      await sleep(1500);
      // pg-boss looks for what is to be deleted once a day.
      await client.query(`UPDATE ci_warden.queue SET maintain_on = now() - interval '2 days'`);
      const end = Date.now() + 40_000;
      while ((await count()).length > 1 && Date.now() < end) await sleep(200);
      expect(await count()).toEqual(['waits']);
    } finally {
      await queue.stop(5);
      await client.end();
    }
  });
});
