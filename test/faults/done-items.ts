import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';

/** Where a server that is stopped has kept its items: its environment. */
export type Kept = { readonly DATA_DIR: string } | { readonly DATABASE_URL: string };

/** What became of the items of the queue, by their ids, which are those of the deliveries: `completed`, `failed`, … */
export async function readItems(kept: Kept): Promise<ReadonlyMap<string, string>> {
  const rows = 'DATA_DIR' in kept ? await inFolder(kept.DATA_DIR) : await onServer(kept.DATABASE_URL);
  return new Map(rows.map(({ id, state }) => [id, state]));
}

interface Row {
  readonly id: string;
  readonly state: string;
}

const query = "SELECT id::text, state::text FROM ci_warden.job WHERE name = 'items'";

async function inFolder(folder: string): Promise<readonly Row[]> {
  const database = await PGlite.create(join(folder, 'pglite'));
  try {
    return (await database.query<Row>(query)).rows;
  } finally {
    await database.close();
  }
}

async function onServer(url: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}
