// Stands in for the audit's thread: takes longer to start than the work may take.
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';

await sleep(6000);

/** Called by Piscina. */
export function run({ tellBegun }: { readonly tellBegun: MessagePort }): { readonly kind: 'help' } {
  tellBegun.postMessage('begun');
  return { kind: 'help' };
}
