import { Worker } from 'node:worker_threads';
import type { ThreadData, ThreadReport } from './fuzz-thread.ts';

/** An input on which the product broke, or that took more than it may. */
export interface Failure {
  readonly target: string;
  readonly index: number;
  readonly kind: 'broke' | 'time' | 'memory';
  readonly error: string;
}

/** What came of the inputs of one target. */
export interface TargetResult {
  readonly target: string;
  readonly inputs: number;
  readonly failures: readonly Failure[];
  readonly slowest: { readonly index: number; readonly milliseconds: number };
}

/** What to run. */
export interface FuzzOptions {
  readonly root: string;
  /** The bundle of `fuzz-thread.ts`. */
  readonly thread: URL;
  readonly seed: number;
  readonly target: string;
  readonly from: number;
  readonly count: number;
  /** The bounds of one input: the product's own. */
  readonly seconds: number;
  readonly megabytes: number;
}

/** Runs inputs of one target, each within its bounds of time and memory; whoever exceeds them ends its thread alone. */
export async function fuzz(options: FuzzOptions): Promise<TargetResult> {
  const { target, from, count } = options;
  const failures: Failure[] = [];
  let slowest = { index: from, milliseconds: 0 };
  let next = from;
  while (next < from + count) {
    const ended = await runThread(options, next, (report) => {
      if (report.kind === 'slow') {
        if (report.milliseconds > slowest.milliseconds) slowest = report;
      } else failures.push({ target, index: report.index, kind: 'broke', error: report.error });
    });
    if (ended === undefined) break;
    failures.push({ target, ...ended });
    next = ended.index + 1;
  }
  return { target, inputs: count, failures, slowest };
}

/** Runs the inputs from one on; resolves with the one that ended the thread, or undefined where all were run. */
function runThread(
  { root, thread, seed, target, from, count, seconds, megabytes }: FuzzOptions,
  next: number,
  onReport: (report: ThreadReport) => void,
): Promise<Omit<Failure, 'target'> | undefined> {
  const progress = new Int32Array(new SharedArrayBuffer(8));
  Atomics.store(progress, 0, next);
  const workerData: ThreadData = { root, seed, target, from: next, to: from + count, progress };
  const resourceLimits = { maxOldGenerationSizeMb: megabytes, stackSizeMb: 8 };
  const worker = new Worker(thread, { workerData, resourceLimits });
  return new Promise((resolve) => {
    let failure: Omit<Failure, 'target'> | undefined;
    let seen = { begun: 0, since: performance.now() };
    const watch = setInterval(() => {
      const begun = Atomics.load(progress, 1);
      if (begun !== seen.begun) seen = { begun, since: performance.now() };
      else if (begun > 0 && performance.now() - seen.since > seconds * 1000) {
        failure = { index: Atomics.load(progress, 0), kind: 'time', error: `it took more than ${seconds} s` };
        void worker.terminate();
      }
    }, 100);
    worker.on('message', onReport);
    worker.on('error', (error: NodeJS.ErrnoException) => {
      const kind = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'broke';
      failure ??= { index: Atomics.load(progress, 0), kind, error: error.stack ?? String(error) };
    });
    worker.on('exit', () => {
      clearInterval(watch);
      resolve(failure);
    });
  });
}
