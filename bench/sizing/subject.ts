import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { webhookPath } from '../../src/app/http/routes.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { freePort } from '../../test/postgres.ts';
import { secret, spawnProgram } from '../intake/programs.ts';
import { cpuOf, cpuOfFamily, memoryOf, parentOf } from './process-cost.ts';

/** What a server and its database have used so far. */
export interface Used {
  /** When that was, in seconds. */
  readonly at: number;
  /** CPU seconds. */
  readonly server: number;
  readonly database: number;
  /** Megabytes. */
  readonly memory: { readonly now: number; readonly most: number };
  /** Undefined where the database is embedded. */
  readonly stored: { readonly rows: number; readonly bytes: number; readonly log: number } | undefined;
}

/** A server that is measured. */
export interface Subject {
  readonly origin: string;
  /** Where it takes deliveries in. */
  readonly url: string;
  used(): Promise<Used>;
  stop(): Promise<void>;
}

/** Starts a server for the box and waits until it is ready. */
export async function startSubject(box: GitHubBox, env: Readonly<Record<string, string>>): Promise<Subject> {
  const port = await freePort();
  const child = spawnProgram('server', [], {
    ...box.environment,
    WEBHOOK_SECRET: secret,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
    ...env,
  });
  child.stdout?.pipe(process.stderr);
  const origin = `http://127.0.0.1:${port}`;
  const isReady = () =>
    fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    await sleep(100);
  }
  const { pid = 0 } = child;
  const database = env.DATABASE_URL === undefined ? undefined : await openDatabase(env.DATABASE_URL);
  return {
    origin,
    url: `${origin}${webhookPath}`,
    async used() {
      return {
        at: performance.now() / 1000,
        server: cpuOf(pid),
        database: database === undefined ? 0 : cpuOfFamily(database.pid),
        memory: memoryOf(pid),
        stored: await database?.stored(),
      };
    },
    async stop() {
      await database?.close();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function openDatabase(connectionString: string) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const ask = async <Row>(text: string) => (await client.query(text)).rows[0] as Row;
  const { pid } = await ask<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return {
    pid: parentOf(pid),
    stored: () =>
      ask<{ rows: number; bytes: number; log: number }>(
        `SELECT (SELECT count(*) FROM ci_warden.job)::int AS rows,
                (SELECT sum(pg_total_relation_size(oid)) FROM pg_class
                  WHERE relnamespace = 'ci_warden'::regnamespace AND relname LIKE 'j%' AND relkind = 'r')::float8 AS bytes,
                pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS log`,
      ),
    close: () => client.end(),
  };
}
