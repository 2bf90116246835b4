import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { openMetrics } from '../../src/app/metrics.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { createDatabase, findPostgres } from '../postgres.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../docs/operations.md'), 'utf8');
const statements = [...text.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, statement = '']) => statement);
const postgres = await findPostgres();
afterAll(async () => {
  if (postgres.kind === 'server') await postgres.stop();
});

describe('docs/operations.md', () => {
  it('tells of every figure, and of none that is not there', async () => {
    const { body } = await openMetrics({ role: 'all' }).text({ size: undefined, readiness: undefined });
    const there = [...body.matchAll(/^# TYPE (ci_warden_\S+)/gm)].map(([, name]) => name);
    const told = [...text.matchAll(/^\| `(ci_warden_\w+)` \|/gm)].map(([, name]) => name);
    expect(told.toSorted()).toEqual(there.toSorted());
  });

  it('has links that lead to headings of its own', () => {
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, link]) => link);
    expect(links.length).toBeGreaterThan(2);
    expect(links.filter((link) => !headings.includes(link ?? ''))).toEqual([]);
  });
});

const name = postgres.kind === 'server' ? 'its statements' : `its statements (skipped: ${postgres.why})`;
describe.skipIf(postgres.kind === 'missing')(name, () => {
  it('say and do on PostgreSQL what they are said to', async () => {
    if (postgres.kind === 'missing') throw new Error(postgres.why);
    const url = await createDatabase(postgres);
    const settings = { concurrency: 1, groupConcurrency: 1, retries: 0, retryDelay: 1, longestRetryDelay: 1 };
    const times = { attemptSeconds: 10, pollSeconds: 0.5, keepSeconds: 3600 };
    const silent = { error: () => {}, warning: () => {}, fatal: () => {} };
    const queue = await openQueue({ database: { kind: 'postgres', url }, ...settings, ...times }, silent);
    const repository = { owner: 'octo', name: 'hello' };
    const data = { kind: 'answer-head', repository, headSha: 'a'.repeat(40) };
    await queue.store({ id: crypto.randomUUID(), key: 'a', data });
    let isTold = false;
    await queue.work({
      work: () => Promise.reject(new Error('it went wrong')),
      giveUp: async () => {
        isTold = true;
      },
      covers: () => false,
    });
    await expect.poll(() => isTold, { timeout: 20_000 }).toBe(true);
    await queue.stop(1);

    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const rows: unknown[][] = [];
    for (const statement of statements) rows.push((await client.query(statement)).rows);
    expect(rows).toHaveLength(4);
    expect(rows[0]).toEqual([
      expect.objectContaining({
        kind: 'answer-head',
        repository: 'octo/hello',
        head: data.headSha,
        why: 'it went wrong',
      }),
    ]);
    expect(rows[1]).toContainEqual(expect.objectContaining({ name: 'items', state: 'failed', count: '1' }));
    expect(rows[2]).toEqual([{ pg_size_pretty: expect.stringMatching(/^\d+ (kB|MB)$/) }]);
    const { rows: left } = await client.query("SELECT name FROM ci_warden.job WHERE name <> 'chores'");
    expect(left).toEqual([]);
    // Every table is named.
    const { rows: tables } = await client.query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'ci_warden'::regnamespace AND relkind IN ('r', 'p')",
    );
    const untold = tables.map(({ relname }) => relname as string).filter((table) => !isNamed(table));
    expect(untold).toEqual([]);
    await client.end();
  });
});

function isNamed(table: string): boolean {
  return (
    text.includes(`\`${table}\``) || (table.startsWith('queue_stats') && text.includes('`queue_stats…`'))
  );
}
