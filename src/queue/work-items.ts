import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss';
import { GiveUp, RetryLater } from './errors.ts';
import type { TakenItem } from './item.ts';
import type { QueueSettings, Workers } from './queue.ts';
import { givenUpQueue, givenUpRetries, itemQueue } from './queues.ts';
import { putOff } from './statements.ts';

/** Works items, as many at once as the settings allow. */
export async function workItems<Data extends object>(
  boss: PgBoss,
  settings: QueueSettings,
  workers: Workers<Data>,
): Promise<void> {
  const attempt = async (job: JobWithMetadata<Data>): Promise<JobResult> => {
    const waiting = await findWaiting(boss, job);
    const item = toItem(job, { retries: settings.retries, waiting });
    try {
      await workers.work(item);
    } catch (error) {
      return failed(boss, job, error);
    }
    // What was begun may be half done, and only its own next attempt finishes it.
    const untouched = waiting.filter(({ state }) => state === 'created');
    const covered = untouched.filter((other) => workers.covers(item, other.data)).map(({ id }) => id);
    if (covered.length > 0) await boss.complete(itemQueue, covered, null, { includeQueued: true });
    return { id: job.id, status: 'completed' };
  };
  for (let index = 0; index < settings.concurrency; index += 1) {
    await addWorker(boss, itemQueue, settings, attempt);
  }
}

/** Works the items that were given up, one at a time. */
export async function workGivenUpItems<Data extends object>(
  boss: PgBoss,
  settings: QueueSettings,
  workers: Workers<Data>,
): Promise<void> {
  await addWorker<Data>(boss, givenUpQueue, settings, async (job) => {
    try {
      const waiting = await findWaiting(boss, job);
      await workers.giveUp({
        ...toItem(job, { retries: givenUpRetries, waiting }),
        id: job.sourceId ?? job.id,
        why: reasonOf(job.sourceOutput),
      });
      return { id: job.id, status: 'completed' };
    } catch (error) {
      return failed(boss, job, error);
    }
  });
}

/**
 * One worker that takes the next item as soon as it is done with one. pg-boss by itself waits for its next poll between
 * items unless it takes them in batches, and a batch would make each of its items wait for the slowest.
 */
async function addWorker<Data extends object>(
  boss: PgBoss,
  queue: string,
  settings: QueueSettings,
  attempt: (job: JobWithMetadata<Data>) => Promise<JobResult>,
): Promise<void> {
  const worker: { id?: string } = {};
  const options = {
    batchSize: 1,
    includeMetadata: true,
    perJobResults: true,
    groupConcurrency: settings.groupConcurrency,
    pollingIntervalSeconds: settings.pollSeconds,
    notifyPollingIntervalSeconds: settings.pollSeconds,
  } as const;
  worker.id = await boss.work<Data, object, typeof options>(queue, options, async ([job]) => {
    if (job === undefined) return [];
    const result = await attempt(job);
    if (worker.id !== undefined) boss.notifyWorker(worker.id);
    return [result];
  });
}

async function failed(boss: PgBoss, job: JobWithMetadata<object>, error: unknown): Promise<JobResult> {
  const output: Thrown = { message: error instanceof Error ? error.message : String(error), by: 'worker' };
  if (error instanceof GiveUp) return { id: job.id, status: 'deadletter', output };
  // It waits already when pg-boss hears that it failed, and pg-boss leaves it alone then.
  if (error instanceof RetryLater) await putOff(boss, job, { seconds: error.afterSeconds, output });
  return { id: job.id, status: 'failed', output };
}

/** What is kept of an attempt that threw. What was cut off leaves words of pg-boss's own. */
interface Thrown {
  readonly message: string;
  readonly by: 'worker';
}

async function findWaiting<Data extends object>(
  boss: PgBoss,
  { singletonKey: key }: JobWithMetadata<Data>,
): Promise<readonly JobWithMetadata<Data>[]> {
  return key ? boss.findJobs<Data>(itemQueue, { key, queued: true }) : [];
}

function toItem<Data extends object>(
  job: JobWithMetadata<Data>,
  {
    retries,
    waiting,
  }: { readonly retries: number; readonly waiting: readonly Pick<JobWithMetadata<Data>, 'data'>[] },
): TakenItem<Data> {
  // Each time that it was put off it may be tried once more.
  const putOffs = Math.max(0, job.retryLimit - retries);
  return {
    id: job.id,
    key: job.singletonKey ?? '',
    ...(typeof job.groupId === 'string' && { group: job.groupId }),
    data: job.data,
    attempt: job.retryCount + 1,
    failures: Math.max(0, job.retryCount - putOffs),
    before: job.retryCount === 0 ? 'nothing' : hasThrown(job.output) ? 'failed' : 'cut-off',
    storedAt: job.sourceCreatedOn ?? job.createdOn,
    waiting: waiting.map(({ data }) => data),
    signal: job.signal,
  };
}

function hasThrown(output: object | null): boolean {
  return output !== null && 'by' in output && output.by === 'worker';
}

function reasonOf(output: object | null): string {
  const message = output !== null && 'message' in output ? output.message : undefined;
  return typeof message === 'string' ? message : 'the process that worked it ended, again and again';
}
