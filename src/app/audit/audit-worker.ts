// The entry of the threads in which audits run: an input that explodes ends its thread and not the process.
import { type MessagePort, workerData } from 'node:worker_threads';
import type { AuditTask } from './audit-task.ts';
import { taskRunner } from './run-task.ts';

const { cachedCharacters } = workerData as { cachedCharacters: number };
const runTask = taskRunner(cachedCharacters);

/** Called by Piscina with each task; tells when it begins. */
export function run({
  task,
  tellBegun,
}: {
  readonly task: AuditTask;
  readonly tellBegun: MessagePort;
}): unknown {
  tellBegun.postMessage('begun');
  return runTask(task);
}
