import { PgBoss } from 'pg-boss';
import { openChores } from './chores.ts';
import { openDatabase } from './database.ts';
import { StoreUnavailable } from './errors.ts';
import type { Item } from './item.ts';
import type { Queue, QueueEvents, QueueSettings } from './queue.ts';
import { choreQueue, createQueues, givenUpQueue, itemQueue, schema } from './queues.ts';
import { failOrphans, findKnown, readSize } from './statements.ts';
import { storeItems } from './store-items.ts';
import { workGivenUpItems, workItems } from './work-items.ts';

/** Opens the queue, creating or upgrading its tables. Waits for a PostgreSQL that is not up yet, about a minute. */
export async function openQueue<Data extends object>(
  settings: QueueSettings,
  events: QueueEvents,
): Promise<Queue<Data>> {
  const database = await openDatabase(settings.database, (error) => events.fatal(error));
  const boss = new PgBoss({
    ...database.options,
    schema,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    schedule: false,
  });
  boss.on('error', (error) => events.error(error));
  boss.on('warning', ({ message }) => events.warning(message));
  try {
    await boss.start({ attempts: 6 });
    await createQueues(boss, settings);
    // Whatever was being worked in an exclusive database died with the process before this one.
    if (database.exclusive) await failOrphans(boss);
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    await database.close().catch(() => undefined);
    throw error;
  }

  const store = storeItems<Data>(boss);
  const chores = openChores(boss, settings, (error) => events.error(error));
  return {
    store: (item: Item<Data>) => store(item),
    work: async (workers) => {
      await workItems(boss, settings, workers);
      await workGivenUpItems(boss, settings, workers);
    },
    repeat: (chore) => chores.repeat(chore),
    known: (ids) => unavailable(findKnown(boss, ids)),
    size: () => readSize(boss),
    ping: async () => {
      await unavailable(boss.getDb().executeSql('SELECT 1'));
    },
    stop: async (drainSeconds) => {
      chores.stop();
      for (const queue of [itemQueue, givenUpQueue, choreQueue]) await boss.offWork(queue, { wait: false });
      await boss.stop({ graceful: drainSeconds > 0, timeout: drainSeconds * 1000 });
      await database.close();
    },
  };
}

async function unavailable<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw new StoreUnavailable('the database does not answer', { cause: error });
  }
}
