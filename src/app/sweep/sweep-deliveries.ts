import { readDeliveries, readDeliveryAnswer, redeliver } from '../../github/delivery-log.ts';
import { Refused } from '../../github/errors.ts';
import type { GitHub } from '../../github/open-github.ts';
import type { Chore } from '../../queue/queue.ts';
import { itemIdOf } from '../item-of.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { TaskQueue } from '../task-queue.ts';
import { type RedeliverLimits, redeliverMissing } from './redeliver-missing.ts';
import { scanLog } from './scan-log.ts';
import { readSweepState, type SweepState } from './sweep-state.ts';

/** What sweeping needs. */
export interface SweepParts {
  readonly github: GitHub;
  readonly queue: TaskQueue;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly everySeconds: number;
  /** The least time between two requests that have something sent again. */
  readonly spacingMilliseconds: number;
  /** How long GitHub keeps a delivery: 3 days, 7 on an Enterprise Server. */
  readonly keptSeconds: number;
}

/** One sweep reads 10,000 attempts at most. */
const scanLimits = { pages: 100, missing: 20_000 };

/**
 * The chore that looks through GitHub's log of deliveries for what failed or was lost here and has it sent again:
 * GitHub by itself sends nothing twice.
 */
export function sweepChore(parts: SweepParts): Chore {
  return {
    name: 'sweep-deliveries',
    everySeconds: parts.everySeconds,
    run: async (last, signal) => {
      const state = readSweepState(last);
      await sweep(parts, state, signal);
      return state;
    },
  };
}

async function sweep(parts: SweepParts, state: SweepState, signal: AbortSignal): Promise<void> {
  const { log, metrics } = parts;
  const count = { asked: 0, givenUp: 0 };
  const counted = () => ({ redelivered: count.asked, givenUp: count.givenUp, missing: state.missing.length });
  try {
    await scan(parts, state, signal);
    await ask(parts, { state, count }, signal);
    metrics.sweep({ outcome: 'done', ...counted() });
    const isQuiet = count.asked + count.givenUp === 0;
    log[isQuiet ? 'debug' : 'info']({ ...counted(), until: state.until }, 'the log of deliveries was swept');
  } catch (error) {
    metrics.sweep({ outcome: 'failed', ...counted() });
    if (!signal.aborted) log.warn({ ...counted(), err: error }, 'the log of deliveries could not be swept');
  }
  if (count.givenUp > 0) {
    log.error(counted(), 'deliveries fail again and again: see what the log of deliveries at GitHub says');
  }
}

async function scan({ github, queue }: SweepParts, state: SweepState, signal: AbortSignal): Promise<void> {
  const client = await github.app();
  const readPage = (from: Parameters<typeof readDeliveries>[1]) => {
    signal.throwIfAborted();
    return readDeliveries(client, from);
  };
  const known = async (guids: readonly string[]) => {
    const ids = await queue.known(guids.map(itemIdOf));
    return new Set(guids.filter((guid) => ids.has(itemIdOf(guid))));
  };
  try {
    await scanLog({ readPage, known }, state, scanLimits);
  } catch (error) {
    // GitHub takes its cursors no more: the next look begins at the newest again.
    if (error instanceof Refused) state.pass = undefined;
    throw error;
  }
}

async function ask(
  { github, everySeconds, spacingMilliseconds, keptSeconds }: SweepParts,
  of: Parameters<typeof redeliverMissing>[1],
  signal: AbortSignal,
): Promise<void> {
  const client = await github.app();
  // A sweep ends before the next one is due.
  const inTime = Math.floor((everySeconds * 800) / Math.max(1, spacingMilliseconds));
  const redeliveries = Math.min(1000, Math.max(1, inTime));
  const limits: RedeliverLimits = { redeliveries, attempts: 8, retrySeconds: everySeconds, keptSeconds };
  await redeliverMissing(
    {
      redeliver: (id) => redeliver(client, id),
      readAnswer: (id) => readDeliveryAnswer(client, id),
    },
    of,
    { limits, now: new Date(), signal },
  );
}
