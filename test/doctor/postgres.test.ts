import pg from 'pg';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { checkDatabase } from '../../src/doctor/check-database.ts';
import { inspectDatabase, tablesVersion } from '../../src/queue/inspect-database.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { createDatabase, findPostgres, freePort } from '../postgres.ts';
import { queueSettings, untold } from '../queue-settings.ts';

const postgres = await findPostgres();
afterAll(async () => {
  if (postgres.kind === 'server') await postgres.stop();
});

const look = async (url: string) => checkDatabase(await inspectDatabase({ kind: 'postgres', url }));

describe('a PostgreSQL', () => {
  it('that does not listen is told', async () => {
    expect(await look(`postgres://127.0.0.1:${await freePort()}/queue`)).toMatchObject([
      matching({ state: 'wrong', found: /ECONNREFUSED/, remedy: /^Start PostgreSQL/ }),
    ]);
  });

  it('that is too old is told', () => {
    const seen = {
      state: 'reachable',
      version: 120_022,
      tables: undefined,
      mayCreate: 'yes',
      bytes: 0,
    } as const;
    expect(checkDatabase(seen)[0]).toMatchObject({
      state: 'wrong',
      found: 'PostgreSQL 12.22, which is too old',
    });
  });
});

const name =
  postgres.kind === 'server' ? 'a PostgreSQL that runs' : `a PostgreSQL that runs (skipped: ${postgres.why})`;
describe.skipIf(postgres.kind === 'missing')(name, () => {
  let url: string;
  beforeEach(async () => {
    if (postgres.kind === 'server') url = await createDatabase(postgres);
  });

  it('without tables yet is well', async () => {
    expect(await look(url)).toMatchObject([
      { state: 'ok', found: expect.stringMatching(/^PostgreSQL \d\d\.\d+$/) },
      { state: 'ok', found: 'no tables yet; they are made at the first start' },
    ]);
  });

  it('without the database is told', async () => {
    const other = Object.assign(new URL(url), { pathname: '/absent' }).href;
    expect(await look(other)).toMatchObject([
      matching({ state: 'wrong', found: /"absent" does not exist/, remedy: /^Create the database/ }),
    ]);
  });

  it('whose role may not log in, or may not make tables, is told', async () => {
    const role = `role_${process.pid}_${Date.now()}`;
    await sql(url, `CREATE ROLE ${role} LOGIN`);
    const as = (user: string) => Object.assign(new URL(url), { username: user }).href;
    expect(await look(as(role))).toMatchObject([
      { state: 'ok' },
      matching({ state: 'wrong', found: /the role may not make them/, remedy: /^GRANT CREATE/ }),
    ]);
    expect(await look(as('nobody_at_all'))).toMatchObject([
      matching({ state: 'wrong', found: /nobody_at_all/, remedy: /^Set the user/ }),
    ]);
    await sql(url, `DROP ROLE ${role}`);
  });

  it('with tables is told of: what waits, how large they are, and of which version', async () => {
    const queue = await openQueue<{ n: number }>(
      { ...queueSettings, database: { kind: 'postgres', url } },
      untold,
    );
    await queue.store({ id: crypto.randomUUID(), key: 'a', data: { n: 1 } });
    await queue.stop(0);
    const tables = async () => (await look(url))[1];
    expect(await tables()).toMatchObject({
      state: 'ok',
      found: expect.stringMatching(
        new RegExp(`^tables of version ${tablesVersion}, \\d+\\.\\d MB; 1 jobs wait, 0 failed$`),
      ),
    });
    await sql(url, `UPDATE ci_warden.version SET version = ${tablesVersion + 1}`);
    expect(await tables()).toMatchObject(matching({ state: 'warning', found: /this program knows/ }));
    await sql(url, `UPDATE ci_warden.version SET version = ${tablesVersion - 1}`);
    expect(await tables()).toMatchObject(
      matching({ state: 'ok', found: /brought to \d+ at the next start/ }),
    );
  });
});

/** Expectations of which some are patterns. */
function matching(check: Readonly<Record<string, string | RegExp>>): object {
  return Object.fromEntries(
    Object.entries(check).map(([key, value]) => [
      key,
      value instanceof RegExp ? expect.stringMatching(value) : value,
    ]),
  );
}

async function sql(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}
