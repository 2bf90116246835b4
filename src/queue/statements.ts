import type { PgBoss } from 'pg-boss';
import type { QueueSize } from './item.ts';
import { givenUpQueue, itemQueue, schema } from './queues.ts';

/** Frees the items that a dead process was working, so that they are tried again at once. */
export async function failOrphans(boss: PgBoss): Promise<void> {
  for (const queue of [itemQueue, givenUpQueue]) {
    const { rows } = await boss
      .getDb()
      .executeSql(`SELECT id FROM ${schema}.job WHERE name = $1 AND state = 'active'`, [queue]);
    const ids = rows.map((row: { id: string }) => row.id);
    if (ids.length > 0) await boss.fail(queue, ids, { message: 'the process that worked it ended' });
  }
}

/** Counts the items. */
export async function readSize(boss: PgBoss): Promise<QueueSize> {
  const { rows } = await boss.getDb().executeSql(
    `SELECT count(*) FILTER (WHERE name = $1 AND state IN ('created', 'retry'))::int AS waiting,
            count(*) FILTER (WHERE name = $1 AND state = 'active')::int AS active,
            count(*) FILTER (WHERE name = $1 AND state = 'failed')::int AS failed,
            count(*) FILTER (WHERE name = $2 AND state IN ('created', 'retry', 'active'))::int AS untold,
            COALESCE(EXTRACT(EPOCH FROM now() - min(created_on) FILTER (
              WHERE name = $1 AND state IN ('created', 'retry') AND start_after <= now()
            )), 0)::float8 AS "oldestSeconds"
       FROM ${schema}.job WHERE name IN ($1, $2) AND state NOT IN ('completed', 'cancelled')`,
    [itemQueue, givenUpQueue],
  );
  return rows[0] as QueueSize;
}
