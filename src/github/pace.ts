import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs tasks one after another, each beginning at least so many milliseconds after the one before it began. GitHub asks
 * for this of requests that write: one at a time and a second apart, or a secondary limit follows.
 */
export function pace(milliseconds: number): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let begunAt = Number.NEGATIVE_INFINITY;
  return (task) => {
    const run = async () => {
      const wait = begunAt + milliseconds - performance.now();
      if (wait > 0) await sleep(wait);
      begunAt = performance.now();
      return task();
    };
    const result = last.then(run, run);
    last = result.catch(() => undefined);
    return result;
  };
}
