import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs tasks one after another, so many milliseconds from the beginning of one to that of the next; after a rest, so
 * many as `burst` says go without a pause. GitHub asks for this of who writes much: one at a time and a second apart, or
 * a secondary limit follows.
 */
export function pace(milliseconds: number, burst = 1): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  // When all that was begun would have been paid for, at one task for so many milliseconds.
  let paidAt = Number.NEGATIVE_INFINITY;
  return (task) => {
    const run = async () => {
      const wait = paidAt - (burst - 1) * milliseconds - performance.now();
      if (wait > 0) await sleep(wait);
      paidAt = Math.max(paidAt, performance.now()) + milliseconds;
      return task();
    };
    const result = last.then(run, run);
    last = result.catch(() => undefined);
    return result;
  };
}
