import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { defaults } from '../../src/app/config.ts';
import { fuzz, type TargetResult } from './fuzz.ts';
import { fuzzEdge } from './fuzz-edge.ts';
import { readMaterial } from './material.ts';
import { Random, seedOf } from './random.ts';
import { targets } from './targets/all-targets.ts';

const edgeShare = 6;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs what the arguments say, prints the seed and the counts, and returns the exit status: 1 where anything failed. */
export async function main(root: string, folder: string, args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      count: { type: 'string', default: '100000' },
      target: { type: 'string' },
      from: { type: 'string', default: '0' },
      show: { type: 'boolean', default: false },
    },
  });
  const [seed, count, from] = [values.seed, values.count, values.from].map(Number) as [
    number,
    number,
    number,
  ];
  if (![seed, count, from].every((number) => Number.isSafeInteger(number) && number >= 0))
    throw new Error('--seed, --count and --from are whole numbers');
  print(`seed ${seed}`);
  const all = [
    ...targets.map(({ target, share }) => ({ name: target.name, share })),
    { name: 'edge', share: edgeShare },
  ];
  const chosen = values.target === undefined ? all : all.filter(({ name }) => name === values.target);
  if (chosen.length === 0) throw new Error(`--target is one of ${all.map(({ name }) => name).join(', ')}`);
  if (values.show) return show(root, { seed, target: values.target, from });
  const shares = chosen.reduce((sum, { share }) => sum + share, 0);
  const results: TargetResult[] = [];
  for (const { name, share } of chosen) {
    const part = { seed, from, count: Math.ceil((count * share) / shares) };
    const result = await runTarget(name, { root, folder, ...part });
    results.push(result);
    tell(result, seed);
  }
  const failures = results.reduce((sum, result) => sum + result.failures.length, 0);
  const inputs = results.reduce((sum, result) => sum + result.inputs, 0);
  print(`${inputs} inputs, ${failures} failures, seed ${seed}`);
  return failures === 0 ? 0 : 1;
}

/** Prints one input, to look at it. */
function show(
  root: string,
  {
    seed,
    target: name,
    from,
  }: { readonly seed: number; readonly target: string | undefined; readonly from: number },
): number {
  const found = targets.find(({ target }) => target.name === name)?.target;
  print(
    JSON.stringify(found?.grow(new Random(seedOf(seed, name ?? '', from)), readMaterial(root)), undefined, 1),
  );
  return 0;
}

interface Part {
  readonly root: string;
  readonly folder: string;
  readonly seed: number;
  readonly from: number;
  readonly count: number;
}

function runTarget(name: string, { root, folder, seed, from, count }: Part): Promise<TargetResult> {
  if (name === 'edge') return fuzzEdge({ folder, seed, from, count });
  const seconds =
    targets.find(({ target }) => target.name === name)?.target.seconds ?? defaults.audits.seconds;
  const thread = pathToFileURL(join(folder, 'fuzz-thread.js'));
  return fuzz({
    root,
    thread,
    seed,
    target: name,
    from,
    count,
    seconds,
    megabytes: defaults.audits.megabytes,
  });
}

function tell({ target, inputs, failures, slowest }: TargetResult, seed: number): void {
  const kinds = ['broke', 'time', 'memory'] as const;
  const counts = kinds
    .map((kind) => `${failures.filter((one) => one.kind === kind).length} ${kind}`)
    .join(', ');
  const slow = `slowest ${Math.round(slowest.milliseconds)} ms (input ${slowest.index})`;
  print(`${target}: ${inputs} inputs; ${counts}; ${slow}`);
  for (const { index, kind, error } of failures.slice(0, 20)) {
    print(`  ${kind}: npm run fuzz -- --target ${target} --seed ${seed} --from ${index} --count 1`);
    print(`    ${error.split('\n').slice(0, 8).join('\n    ')}`);
  }
}
