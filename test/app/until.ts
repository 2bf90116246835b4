import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something is so, as long as a loaded machine may take. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 100_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('it has not come about within 100 s');
    await sleep(20);
  }
}
