import type { PgBoss, Queue as PgBossQueue } from 'pg-boss';
import type { QueueSettings } from './queue.ts';

/** The database schema of the queue's tables. */
export const schema = 'ci_warden';
/** The name of the queue of items. */
export const itemQueue = 'items';
/** The name of the queue of items that were given up. */
export const givenUpQueue = 'given-up-items';

/** How often giving up is tried again. */
export const givenUpRetries = 30;

/** The name of the queue of what is done again and again. */
export const choreQueue = 'chores';

/** Creates the queues, or brings their settings up to date. */
export async function createQueues(boss: PgBoss, settings: QueueSettings): Promise<void> {
  await createOrUpdate(boss, {
    name: givenUpQueue,
    policy: 'singleton',
    notify: true,
    // Telling people of a failure is worth hours of trying: what failed is often what they would be told through.
    retryLimit: givenUpRetries,
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
  await createOrUpdate(boss, {
    name: choreQueue,
    // At most one of a name, waiting or being done, on all replicas together.
    policy: 'exclusive',
    notify: true,
    // For the process that dies on the way: a chore that fails is due again soon anyway.
    retryLimit: 2,
    retryDelay: settings.retryDelay,
    expireInSeconds: choreSeconds,
    heartbeatSeconds: 10,
    deleteAfterSeconds: settings.keepSeconds,
  });
}

/** How long a chore may take. */
const choreSeconds = 900;

async function createOrUpdate(boss: PgBoss, { name, ...queue }: PgBossQueue): Promise<void> {
  if ((await boss.getQueue(name)) === null) await boss.createQueue(name, queue);
  // The policy can't be changed afterwards.
  const { policy: _, ...changeable } = queue;
  await boss.updateQueue(name, changeable);
}
