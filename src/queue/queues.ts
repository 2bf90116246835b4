import type { PgBoss, Queue as PgBossQueue } from 'pg-boss';
import type { QueueSettings } from './queue.ts';

/** The database schema of the queue's tables. */
export const schema = 'ci_warden';
/** The name of the queue of items. */
export const itemQueue = 'items';
/** The name of the queue of items that were given up. */
export const givenUpQueue = 'given-up-items';

/** Creates both queues, or brings their settings up to date. */
export async function createQueues(boss: PgBoss, settings: QueueSettings): Promise<void> {
  await createOrUpdate(boss, {
    name: givenUpQueue,
    policy: 'singleton',
    notify: true,
    // Telling people of a failure is worth hours of trying: what failed is often what they would be told through.
    retryLimit: 30,
    retryDelay: settings.retryDelay,
    retryBackoff: true,
    retryDelayMax: Math.max(settings.retryDelay, 3600),
    expireInSeconds: settings.attemptSeconds,
    heartbeatSeconds: 10,
    deleteAfterSeconds: settings.keepSeconds,
  });
  await createOrUpdate(boss, {
    name: itemQueue,
    // One active item a key.
    policy: 'singleton',
    notify: true,
    retryLimit: settings.retries,
    retryDelay: settings.retryDelay,
    retryBackoff: true,
    retryDelayMax: settings.longestRetryDelay,
    expireInSeconds: settings.attemptSeconds,
    // How soon another replica notices that the one that worked an item has died.
    heartbeatSeconds: 10,
    deleteAfterSeconds: settings.keepSeconds,
    deadLetter: givenUpQueue,
  });
}

async function createOrUpdate(boss: PgBoss, { name, ...queue }: PgBossQueue): Promise<void> {
  if ((await boss.getQueue(name)) === null) await boss.createQueue(name, queue);
  // The policy can't be changed afterwards.
  const { policy: _, ...changeable } = queue;
  await boss.updateQueue(name, changeable);
}
