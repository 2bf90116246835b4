// `npm run bench`: what an audit costs, as ratios against `yaml` in the same run. `-- --dir <checkout>` takes real
// workflows in place of synthetic ones, `-- --profile` writes a CPU profile of a cold audit.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { TreeEntry } from '../src/core/audit/tree.ts';
import { benchAudit } from './audit.ts';
import { benchDuplicates } from './duplicates.ts';
import { syntheticWorkflows } from './synthetic.ts';

const { values: options } = parseArgs({
  options: {
    dir: { type: 'string' },
    count: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    profile: { type: 'boolean', default: false },
  },
});

function workflowsIn(dir: string): TreeEntry[] {
  const folder = join(dir, '.github/workflows');
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => ({
      kind: 'text',
      path: `.github/workflows/${name}`,
      id: name,
      text: readFileSync(join(folder, name), 'utf8'),
    }));
}

async function profiled<T>(work: () => T): Promise<T> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  const result = work();
  const { profile } = await session.post('Profiler.stop');
  writeFileSync('ci-warden.cpuprofile', JSON.stringify(profile));
  console.log('CPU profile: ci-warden.cpuprofile (opens in the DevTools of Chromium)\n');
  return result;
}

const entries = options.dir ? workflowsIn(options.dir) : syntheticWorkflows(Number(options.count));
const rounds = Number(options.rounds);
const measure = () => benchAudit(entries, rounds);
const figures = options.profile ? await profiled(measure) : measure();
const ms = (value: number) => value.toFixed(3);

console.log(
  `${figures.workflows} workflows, ${figures.kilobytes.toFixed(0)} KiB, median of ${rounds} rounds, Node ${process.version}`,
);
console.table({
  'yaml alone': { 'ms a workflow': ms(figures.yaml), 'times yaml': '1.00' },
  'whole audit, cold': {
    'ms a workflow': ms(figures.cold),
    'times yaml': (figures.cold / figures.yaml).toFixed(2),
  },
  'whole audit, one file of all changed': {
    'ms a workflow': ms(figures.warmWhole / figures.workflows),
    'times yaml': (figures.warmWhole / figures.workflows / figures.yaml).toFixed(3),
    'ms in all': ms(figures.warmWhole),
  },
});

console.log('duplicate-workflow alone, on workflows already parsed:');
console.table(
  benchDuplicates([100, 1000, 5000]).map(({ workflows, milliseconds }) => ({
    workflows,
    milliseconds: ms(milliseconds),
    'ms a workflow': ms(milliseconds / workflows),
  })),
);
console.log(`peak memory: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
