import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaults } from '../../src/app/config.ts';
import { buildFuzz } from './build-fuzz.ts';
import { type FuzzOptions, fuzz } from './fuzz.ts';
import { fuzzEdge } from './fuzz-edge.ts';
import { Random, seedOf } from './random.ts';

const root = resolve(import.meta.dirname, '../..');
/** One that fails here is replayed with `npm run fuzz -- --target <target> --seed 5 --from <index> --count 1`. */
const seed = 5;
let folder: string;
beforeAll(async () => {
  folder = await buildFuzz(root, 'fuzz-test');
});

const bounds = { seconds: defaults.audits.seconds, megabytes: defaults.audits.megabytes };

describe('no input breaks the product or exceeds its bounds', () => {
  it.each([
    ['workflow', 800],
    ['script', 800],
    ['audit', 150],
    ['report', 120],
    ['plan', 100],
    ['policy', 800],
    ['comment', 150],
    ['manifest', 300],
    ['payload', 500],
  ])('%s: %i inputs', async (target, count) => {
    const thread = pathToFileURL(join(folder, 'fuzz-thread.js'));
    const { inputs, failures } = await fuzz({ root, thread, seed, target, from: 0, count, ...bounds });
    expect(failures).toEqual([]);
    expect(inputs).toBe(count);
  });

  it('edge: 300 requests to a real server', async () => {
    const { inputs, failures } = await fuzzEdge({ folder, seed, from: 0, count: 300 });
    expect(failures).toEqual([]);
    expect(inputs).toBe(300);
  });
});

describe('the watch over inputs', () => {
  const threadThat = (does: string): FuzzOptions => ({
    root,
    thread: new URL(
      `data:text/javascript,${encodeURIComponent(`
        import { parentPort, workerData } from 'node:worker_threads';
        const { from, to, progress } = workerData;
        for (let index = from; index < to; index += 1) {
          Atomics.store(progress, 0, index);
          Atomics.add(progress, 1, 1);
          if (index === 2) { ${does} }
        }`)}`,
    ),
    seed,
    target: 'none',
    from: 0,
    count: 5,
    seconds: 1,
    megabytes: 32,
  });

  it.each([
    ['breaks', "parentPort.postMessage({ kind: 'broke', index, error: 'no' });", 'broke'],
    ['ends its thread', "throw new Error('no');", 'broke'],
    ['takes too long', 'for (;;);', 'time'],
    ['takes too much', 'const held = []; for (;;) held.push(Array(1000).fill(held.length));', 'memory'],
  ])('sees one that %s, and goes on with the next', async (_, does, kind) => {
    const { failures } = await fuzz(threadThat(does));
    expect(failures).toMatchObject([{ index: 2, kind }]);
  });
});

describe('the same seed', () => {
  it('makes the same input, another one another', () => {
    const drawn = (from: number, index: number) => {
      const random = new Random(seedOf(from, 'audit', index));
      return Array.from({ length: 8 }, () => random.below(1000));
    };
    expect(drawn(1, 1)).toEqual(drawn(1, 1));
    expect(drawn(1, 1)).not.toEqual(drawn(1, 2));
    expect(drawn(1, 1)).not.toEqual(drawn(2, 1));
  });
});
