// `npm run bench`: what an audit costs, as ratios against `yaml` in the same run.
//   -- audit | duplicates | memory   only that part
//   -- repositories <git directory>… cold audits of real repositories at their HEAD, one by one
//   -- --repo <checkout>             a real repository in place of a synthetic one
//   -- --count, --rounds             how many synthetic workflows, how many rounds
//   -- --profile                     where a cold audit's time goes, by phase and rule, and a CPU profile
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readDirectory } from '../src/cli/read-directory.ts';
import { audit } from '../src/core/audit/audit.ts';
import { isWorkflowPath, type Tree } from '../src/core/audit/tree.ts';
import { defaultPolicy } from '../src/core/policy/default-policy.ts';
import { benchAudit, facts } from './audit.ts';
import { benchDuplicates } from './duplicates.ts';
import { benchPhases } from './phases.ts';
import { benchRepositories } from './repositories.ts';
import type { Spread } from './spread.ts';
import { syntheticWorkflows } from './synthetic.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repo: { type: 'string' },
    count: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    profile: { type: 'boolean', default: false },
  },
});
const [first, ...directories] = positionals;
const wants = (part: string) =>
  positionals.length === 0 ? part !== 'memory' && !options.profile : positionals.includes(part);

const tree: Tree =
  options.repo === undefined
    ? new Map(syntheticWorkflows(Number(options.count)).map((entry) => [entry.path, entry]))
    : readDirectory(resolve(process.env.INIT_CWD ?? '.', options.repo));
const entries = [...tree.values()].filter(({ path }) => isWorkflowPath(path));
const rounds = Number(options.rounds);
const ms = (value: number) => value.toFixed(2);
const shown = ({ median, low, high }: Spread) => `${ms(median)} (${ms(low)} to ${ms(high)})`;

const [processor] = cpus();
console.log(`Node ${process.version}, ${cpus().length} × ${processor?.model}; medians and quartiles\n`);

if (wants('audit')) {
  const figures = benchAudit(tree, entries, rounds);
  console.log(`${figures.workflows} workflows, ${figures.kilobytes.toFixed(0)} KiB, ${rounds} rounds`);
  console.table({
    'yaml alone': { 'ms in all': shown(figures.yaml), 'times yaml': '1' },
    'whole audit, cold': { 'ms in all': shown(figures.cold), 'times yaml': shown(figures.ratio) },
    'whole audit, one file of all changed': { 'ms in all': shown(figures.warm) },
  });
}

if (first === 'repositories') {
  const figures = benchRepositories(
    directories.map((one) => resolve(process.env.INIT_CWD ?? '.', one)),
    rounds,
  );
  console.log(`${figures.repositories} repositories, ${figures.workflows} workflows, ${rounds} rounds each`);
  console.table({
    'whole audit, cold: the median repository': { 'times yaml': shown(figures.ratio) },
    'all together': { 'times yaml': ms(figures.together) },
  });
}

if (options.profile) {
  const phases = benchPhases(tree, entries, rounds);
  const yaml = phases[0]?.milliseconds ?? Number.NaN;
  console.table(
    phases.map(({ name, milliseconds }) => ({
      phase: name,
      'ms in all': ms(milliseconds),
      'times yaml': ms(milliseconds / yaml),
    })),
  );
  await profile(() => audit({ head: tree, policy: defaultPolicy, facts }));
}

if (wants('duplicates')) {
  console.log('duplicate-workflow alone, on workflows already parsed:');
  console.table(
    benchDuplicates([1000, 2500, 5000, 10_000]).map(({ workflows, milliseconds }) => ({
      workflows,
      'ms in all': ms(milliseconds),
      'ms a workflow': ms(milliseconds / workflows),
    })),
  );
}

if (wants('memory')) {
  audit({ head: tree, policy: defaultPolicy, facts });
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(`peak memory of one cold audit of ${entries.length} workflows: ${peak.toFixed(0)} MiB`);
}

async function profile(work: () => unknown): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  work();
  const { profile: taken } = await session.post('Profiler.stop');
  writeFileSync('dist/ci-warden.cpuprofile', JSON.stringify(taken));
  console.log('CPU profile: dist/ci-warden.cpuprofile (opens in the DevTools of Chromium)');
}
