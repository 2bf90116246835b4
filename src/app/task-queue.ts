import { openQueue } from '../queue/open-queue.ts';
import type { Queue } from '../queue/queue.ts';
import type { ServerConfig } from './config.ts';
import type { Log } from './log.ts';
import type { Task } from './task.ts';

/** The queue of what deliveries ask for. */
export type TaskQueue = Queue<Task>;

/** GitHub redelivers for 3 days, an Enterprise Server for 7: until then a delivery is known when it comes again. */
const keepSeconds = 8 * 24 * 3600;

/** Opens the queue that the configuration names. */
export function openTaskQueue(
  { database, jobs, retries, pollSeconds, audits }: ServerConfig,
  log: Log,
  onFatal: (error: Error) => void,
): Promise<TaskQueue> {
  const settings = {
    database,
    concurrency: jobs.concurrency,
    groupConcurrency: jobs.perInstallation,
    retries: retries.limit,
    retryDelay: retries.delay,
    longestRetryDelay: retries.longestDelay,
    // Audits wait for a thread, and a large answer is written at a request a second.
    attemptSeconds: Math.max(300, audits.seconds * 5),
    pollSeconds,
    keepSeconds,
  };
  return openQueue<Task>(settings, {
    error: (error) => log.error({ err: error }, 'the queue has an error'),
    warning: (message) => log.warn(message),
    fatal: (error) => {
      log.fatal({ err: error }, 'the queue is dead');
      onFatal(error);
    },
  });
}
