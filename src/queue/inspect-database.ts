import { access, constants, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import boss from 'pg-boss/package.json' with { type: 'json' };
import { claimFolder, FolderInUse } from './claim-folder.ts';
import type { DatabaseChoice } from './database.ts';
import { PgliteThread } from './pglite-thread.ts';
import { schema } from './queues.ts';

/** The version of the queue's tables that this program works with. */
export const tablesVersion: number = boss.pgboss.schema;

/** What a look at a database came to; it changes nothing there. */
export type DatabaseInspected =
  /** It does not answer, or does not let this process in; `code` is the system's or PostgreSQL's. */
  | { readonly state: 'unreachable'; readonly why: string; readonly code: string | undefined }
  /** Another process has the embedded one, as only one may. */
  | { readonly state: 'in-use' }
  /** There is no embedded one yet: it is made at the first start. */
  | { readonly state: 'absent' }
  | DatabaseSeen;

/** A database that answers. */
export interface DatabaseSeen {
  readonly state: 'reachable';
  /** PostgreSQL's, as a number: 150004 is 15.4. */
  readonly version: number;
  /** Of the queue's tables; undefined where they are not there yet. */
  readonly tables:
    | { readonly version: number; readonly waiting: number; readonly failed: number }
    | undefined;
  /** Whether the role may make the schema of the tables, or change what is in it. */
  readonly mayCreate: 'yes' | 'no';
  /** Of all that is kept for the queue. */
  readonly bytes: number;
}

type Ask = (text: string) => Promise<readonly object[]>;

/** Looks at a database without changing anything in it; never throws for what is wrong with it. */
export async function inspectDatabase(choice: DatabaseChoice): Promise<DatabaseInspected> {
  try {
    return choice.kind === 'postgres'
      ? await inspectPostgres(choice.url)
      : await inspectEmbedded(choice.folder);
  } catch (error) {
    if (error instanceof FolderInUse) return { state: 'in-use' };
    const { message, code } = error as { readonly message?: string; readonly code?: unknown };
    return {
      state: 'unreachable',
      why: message || 'it does not answer',
      code: typeof code === 'string' ? code : undefined,
    };
  }
}

async function inspectPostgres(connectionString: string): Promise<DatabaseInspected> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 5000,
    query_timeout: 10_000,
    application_name: 'ci-warden doctor',
  });
  // What the connection says after it was given up has been said already.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await look(async (text) => (await client.query<object>(text)).rows);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function inspectEmbedded(folder: string | undefined): Promise<DatabaseInspected> {
  if (folder === undefined) return { state: 'absent' };
  const data = join(folder, 'pglite');
  if (!(await isThere(data))) {
    await access(await nearestThere(resolve(folder)), constants.W_OK | constants.X_OK);
    return { state: 'absent' };
  }
  await access(folder, constants.W_OK | constants.X_OK);
  const claim = await claimFolder(folder);
  try {
    const thread = await PgliteThread.open(data, () => undefined);
    try {
      return await look(async (text) => (await thread.query<object>(text)).rows);
    } finally {
      await thread.close();
    }
  } finally {
    await claim.release();
  }
}

async function look(ask: Ask): Promise<DatabaseSeen> {
  const [server] = (await ask(
    `SELECT current_setting('server_version_num')::int AS version,
            to_regclass('${schema}.version') IS NOT NULL AS "isThere",
            CASE WHEN to_regnamespace('${schema}') IS NULL
                 THEN has_database_privilege(current_database(), 'CREATE')
                 ELSE has_schema_privilege('${schema}', 'CREATE') END AS "mayCreate"`,
  )) as [{ version: number; isThere: boolean; mayCreate: boolean }];
  const mayCreate = server.mayCreate ? 'yes' : 'no';
  if (!server.isThere)
    return { state: 'reachable', version: server.version, tables: undefined, mayCreate, bytes: 0 };
  const [tables] = (await ask(
    `SELECT (SELECT version FROM ${schema}.version LIMIT 1) AS version,
            (SELECT count(*) FROM ${schema}.job WHERE state IN ('created', 'retry'))::int AS waiting,
            (SELECT count(*) FROM ${schema}.job WHERE state = 'failed')::int AS failed,
            (SELECT COALESCE(sum(pg_total_relation_size(oid)), 0) FROM pg_class
              WHERE relnamespace = '${schema}'::regnamespace AND relkind IN ('r', 'm'))::float8 AS bytes`,
  )) as [{ version: number; waiting: number; failed: number; bytes: number }];
  const { waiting, failed, bytes } = tables;
  return {
    state: 'reachable',
    version: server.version,
    tables: { version: Number(tables.version), waiting, failed },
    mayCreate,
    bytes,
  };
}

/** The folder itself, or the one above it that is there. */
async function nearestThere(folder: string): Promise<string> {
  let path = folder;
  while (!(await isThere(path)) && dirname(path) !== path) path = dirname(path);
  return path;
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
