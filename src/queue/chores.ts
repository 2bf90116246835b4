import type { JobWithMetadata, PgBoss } from 'pg-boss';
import type { Chore, QueueSettings } from './queue.ts';
import { choreQueue } from './queues.ts';
import { lastOutcome } from './statements.ts';

/** Has chores done again and again until it is stopped. */
export interface Chores {
  /** Does it now, unless another process is at it, and from then on regularly. */
  repeat(chore: Chore): Promise<void>;
  /** Asks for no more, and tells those that are being done to end. */
  stop(): void;
}

/** What chores are there: kept by the database, so that of all processes one does each. */
export function openChores(
  boss: PgBoss,
  { pollSeconds }: Pick<QueueSettings, 'pollSeconds'>,
  onError: (error: Error) => void,
): Chores {
  const chores = new Map<string, Chore>();
  const stopping = new AbortController();
  let working: Promise<unknown> | undefined;

  const run = async ([job]: JobWithMetadata<ChoreJob>[]): Promise<object> => {
    const chore = job && chores.get(job.data.chore);
    if (job === undefined || chore === undefined) throw new Error('only another version knows this chore');
    const signal = AbortSignal.any([job.signal, stopping.signal]);
    try {
      return await chore.run(await lastOutcome(boss, chore.name), signal);
    } catch (error) {
      onError(new Error(`the chore ${chore.name} failed`, { cause: error }));
      throw error;
    }
  };

  return {
    async repeat(chore) {
      const { name, everySeconds } = chore;
      chores.set(name, chore);
      const options = {
        includeMetadata: true,
        pollingIntervalSeconds: pollSeconds,
        notifyPollingIntervalSeconds: pollSeconds,
      } as const;
      working ??= boss.work<ChoreJob, object, typeof options>(choreQueue, options, run);
      await working;
      // Every process asks; the database takes one request an interval, and none while it waits or is being done.
      const ask = (more: { readonly singletonSeconds?: number }) =>
        boss.send(choreQueue, { chore: name }, { singletonKey: name, ...more }).catch(onError);
      await ask({});
      const timer = setInterval(
        () => void ask({ singletonSeconds: everySeconds }),
        everySeconds * 1000,
      ).unref();
      stopping.signal.addEventListener('abort', () => clearInterval(timer));
    },
    stop: () => stopping.abort(),
  };
}

interface ChoreJob {
  readonly chore: string;
}
