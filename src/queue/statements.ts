import type { PgBoss } from 'pg-boss';
import type { QueueSize } from './item.ts';
import { choreQueue, givenUpQueue, itemQueue, schema } from './queues.ts';

/** Frees the items that a dead process was working, so that they are tried again at once. */
export async function failOrphans(boss: PgBoss): Promise<void> {
  for (const queue of [itemQueue, givenUpQueue, choreQueue]) {
    const { rows } = await boss
      .getDb()
      .executeSql(`SELECT id FROM ${schema}.job WHERE name = $1 AND state = 'active'`, [queue]);
    const ids = rows.map((row: { id: string }) => row.id);
    if (ids.length > 0) await boss.fail(queue, ids, { message: 'the process that worked it ended' });
  }
}

/** Counts the items; in the words of an index of pg-boss's, since of those that are done there may be millions. */
export async function readSize(boss: PgBoss): Promise<QueueSize> {
  const { rows } = await boss.getDb().executeSql(
    `SELECT count(*) FILTER (WHERE name = $1 AND state IN ('created', 'retry'))::int AS waiting,
            count(*) FILTER (WHERE name = $1 AND state = 'active')::int AS active,
            count(*) FILTER (WHERE name = $1 AND state = 'failed')::int AS failed,
            count(*) FILTER (WHERE name = $2 AND state IN ('created', 'retry', 'active'))::int AS untold,
            COALESCE(EXTRACT(EPOCH FROM now() - min(created_on) FILTER (
              WHERE name = $1 AND state IN ('created', 'retry') AND start_after <= now()
            )), 0)::float8 AS "oldestSeconds"
       FROM ${schema}.job WHERE name IN ($1, $2) AND state IN ('created', 'retry', 'active', 'failed')`,
    [itemQueue, givenUpQueue],
  );
  return rows[0] as QueueSize;
}

/**
 * Puts an item off that is being worked: it waits so many seconds and may be tried once more often than before. Does
 * nothing where another attempt has begun meanwhile.
 */
export async function putOff(
  boss: PgBoss,
  job: { readonly name: string; readonly id: string; readonly retryCount: number },
  { seconds, output }: { readonly seconds: number; readonly output: object },
): Promise<void> {
  await boss.getDb().executeSql(
    `UPDATE ${schema}.job
        SET state = 'retry', retry_limit = retry_limit + 1, heartbeat_on = NULL, output = $4::jsonb,
            start_after = now() + make_interval(secs => $5::float8)
      WHERE name = $1 AND id = $2 AND retry_count = $3 AND state = 'active'`,
    [job.name, job.id, job.retryCount, JSON.stringify(output), seconds],
  );
}

/** Which of the items are there, in whatever state. */
export async function findKnown(boss: PgBoss, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await boss
    .getDb()
    .executeSql(`SELECT id FROM ${schema}.job WHERE name = $1 AND id = ANY($2::uuid[])`, [itemQueue, ids]);
  return new Set(rows.map((row: { id: string }) => row.id));
}

/** What the last run of a chore that was done has returned. */
export async function lastOutcome(boss: PgBoss, chore: string): Promise<object | undefined> {
  const { rows } = await boss.getDb().executeSql(
    `SELECT output FROM ${schema}.job
      WHERE name = $1 AND singleton_key = $2 AND state = 'completed'
      ORDER BY completed_on DESC LIMIT 1`,
    [choreQueue, chore],
  );
  const output = (rows[0] as { output: unknown } | undefined)?.output;
  return typeof output === 'object' && output !== null ? output : undefined;
}
