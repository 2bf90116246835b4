import { setTimeout as sleep } from 'node:timers/promises';

/** What a promise comes to, or undefined where that takes longer than so many milliseconds. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  const over = new AbortController();
  const timeout = sleep(milliseconds, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    over.abort();
  }
}
