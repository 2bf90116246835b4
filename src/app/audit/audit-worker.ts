// The entry of the threads in which audits run: an input that explodes ends its thread and not the process.
import { workerData } from 'node:worker_threads';
import { taskRunner } from './run-task.ts';

const { cachedCharacters } = workerData as { cachedCharacters: number };
/** Called by Piscina with each task. */
export const run = taskRunner(cachedCharacters);
