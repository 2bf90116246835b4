import { setTimeout as sleep } from 'node:timers/promises';

/** Runs a task in its turn: what somebody waits for goes before what is usual, but not twice in a row. */
export type Paced = <T>(task: () => Promise<T>, turn?: 'first' | 'usual') => Promise<T>;

/**
 * Runs tasks one after another, so many milliseconds from the beginning of one to that of the next; after a rest, so
 * many as `burst` says go without a pause. GitHub asks for this of who writes much: one at a time and a second apart, or
 * a secondary limit follows.
 */
export function pace(milliseconds: number, burst = 1): Paced {
  const waiting = { first: [] as (() => Promise<void>)[], usual: [] as (() => Promise<void>)[] };
  let lastTurn: 'first' | 'usual' = 'usual';
  let running = false;
  // When all that was begun would have been paid for, at one task for so many milliseconds.
  let paidAt = Number.NEGATIVE_INFINITY;

  const next = () => {
    const isFirst = waiting.first.length > 0 && (lastTurn === 'usual' || waiting.usual.length === 0);
    lastTurn = isFirst ? 'first' : 'usual';
    return waiting[lastTurn].shift();
  };
  const run = async () => {
    running = true;
    while (waiting.first.length + waiting.usual.length > 0) {
      const wait = paidAt - (burst - 1) * milliseconds - performance.now();
      if (wait > 0) await sleep(wait);
      paidAt = Math.max(paidAt, performance.now()) + milliseconds;
      await next()?.();
    }
    running = false;
  };

  return (task, turn = 'usual') =>
    new Promise((resolve, reject) => {
      waiting[turn].push(() => task().then(resolve, reject));
      if (!running) void run();
    });
}
