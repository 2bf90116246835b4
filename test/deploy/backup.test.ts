import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseChoice } from '../../src/queue/database.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import type { Queue } from '../../src/queue/queue.ts';
import { until } from '../app/until.ts';
import { createDatabase, findPostgres } from '../postgres.ts';
import { queueSettings, untold } from '../queue-settings.ts';

const run = promisify(execFile);
const postgres = await findPostgres();
afterAll(async () => {
  if (postgres.kind === 'server') await postgres.stop();
});

interface Data {
  readonly n: number;
}
const open = (database: DatabaseChoice): Promise<Queue<Data>> =>
  openQueue<Data>({ ...queueSettings, database }, untold);

const items = Array.from({ length: 20 }, (_, n) => ({ id: randomUUID(), key: `key-${n}`, data: { n } }));
const [done, ...waiting] = items;

/** Stores items of which one is done and the others wait. */
async function fill(database: DatabaseChoice): Promise<void> {
  const queue = await open(database);
  const worked: number[] = [];
  if (done !== undefined) await queue.store(done);
  await queue.work(working(worked));
  await until(() => worked.length === 1);
  await queue.stop(5);
  const again = await open(database);
  for (const item of waiting) await again.store(item);
  await again.stop(0);
}

/** What is worked of a queue that was restored; what was done before is known there, and not done again. */
async function workedOf(database: DatabaseChoice): Promise<number[]> {
  const queue = await open(database);
  expect(await queue.size()).toMatchObject({ waiting: waiting.length, active: 0, failed: 0 });
  for (const item of items) expect(await queue.store(item)).toBe('known');
  const worked: number[] = [];
  await queue.work(working(worked));
  await until(async () => (await queue.size()).waiting + (await queue.size()).active === 0);
  await queue.stop(5);
  return worked.toSorted((a, b) => a - b);
}

function working(worked: number[]) {
  return {
    work: async ({ data }: { readonly data: Data }) => void worked.push(data.n),
    giveUp: async () => {},
    covers: () => false,
  };
}

const all = waiting.map(({ data }) => data.n);

describe('a copy of the folder of the embedded database', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ci-warden-backup-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('made while no server has it, has all that waits and all that is done', async () => {
    await fill({ kind: 'embedded', folder: join(folder, 'data') });
    await cp(join(folder, 'data'), join(folder, 'copy'), { recursive: true });
    await rm(join(folder, 'data'), { recursive: true });
    expect(await workedOf({ kind: 'embedded', folder: join(folder, 'copy') })).toEqual(all);
  });
});

const name =
  postgres.kind === 'server' ? 'a dump of PostgreSQL' : `a dump of PostgreSQL (skipped: ${postgres.why})`;
describe.skipIf(postgres.kind === 'missing')(name, () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ci-warden-backup-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const database = () => {
    if (postgres.kind === 'missing') throw new Error(postgres.why);
    return createDatabase(postgres);
  };

  it('restored into another database, has all that waits and all that is done', async () => {
    const [from, to] = [await database(), await database()];
    await fill({ kind: 'postgres', url: from });
    const file = join(folder, 'ci-warden.dump');
    await run('pg_dump', ['--format=custom', '--schema=ci_warden', `--file=${file}`, from]);
    await run('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${to}`, file]);
    expect(await workedOf({ kind: 'postgres', url: to })).toEqual(all);
  });

  it('can be made while servers work: an item is in it as waiting, being worked, or done', async () => {
    const [from, to] = [await database(), await database()];
    await fill({ kind: 'postgres', url: from });
    const queue = await open({ kind: 'postgres', url: from });
    const worked: number[] = [];
    const slowly = {
      ...working(worked),
      work: () => new Promise<void>((resolve) => setTimeout(resolve, 300)),
    };
    await queue.work(slowly);
    const file = join(folder, 'ci-warden.dump');
    await run('pg_dump', ['--format=custom', '--schema=ci_warden', `--file=${file}`, from]);
    await queue.stop(5);
    await run('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${to}`, file]);
    const client = new pg.Client({ connectionString: to });
    await client.connect();
    const { rows } = await client.query(
      "SELECT count(*)::int AS count FROM ci_warden.job WHERE name = 'items' AND state <> 'failed'",
    );
    await client.end();
    expect(rows).toEqual([{ count: items.length }]);
  });
});
