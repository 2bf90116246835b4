// The entry of the thread in which inputs are run: what explodes ends it, and not the process.
import { parentPort, workerData } from 'node:worker_threads';
import { readMaterial } from './material.ts';
import { Random, seedOf } from './random.ts';
import { targets } from './targets/all-targets.ts';

/** What a thread is to do. */
export interface ThreadData {
  readonly root: string;
  readonly seed: number;
  readonly target: string;
  /** The next input, and the first that is not to be run. */
  readonly from: number;
  readonly to: number;
  /** The input that is being run, and how many began: the watcher sees by it whether it goes on. */
  readonly progress: Int32Array;
}

/** What a thread tells. */
export type ThreadReport =
  | { readonly kind: 'broke'; readonly index: number; readonly error: string }
  | { readonly kind: 'slow'; readonly index: number; readonly milliseconds: number };

const { root, seed, target: name, from, to, progress } = workerData as ThreadData;
const found = targets.find(({ target }) => target.name === name);
if (found === undefined) throw new Error(`there is no target ${name}`);
const material = readMaterial(root);

let slowest = 250;
for (let index = from; index < to; index += 1) {
  const input = found.target.grow(new Random(seedOf(seed, name, index)), material);
  Atomics.store(progress, 0, index);
  Atomics.add(progress, 1, 1);
  const begun = performance.now();
  try {
    await found.target.run(input);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    parentPort?.postMessage({ kind: 'broke', index, error: text } satisfies ThreadReport);
  }
  const milliseconds = performance.now() - begun;
  if (milliseconds <= slowest) continue;
  slowest = milliseconds;
  parentPort?.postMessage({ kind: 'slow', index, milliseconds } satisfies ThreadReport);
}
