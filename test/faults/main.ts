// `npm run test:faults`: the App under faults and kills, at full size or as told; the seed replays a run.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildServer } from '../app/server-process.ts';
import { findPostgres } from '../postgres.ts';
import { asText, isClean } from './as-text.ts';
import { runFaults } from './run-faults.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    deliveries: { type: 'string', default: '1000' },
    pulls: { type: 'string', default: '200' },
    kills: { type: 'string', default: '20' },
    database: { type: 'string' },
    log: { type: 'string' },
    // As the test does: with shorter waits than the server has by itself.
    hurried: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
const size = {
  deliveries: Number(values.deliveries),
  pulls: Number(values.pulls),
  kills: Number(values.kills),
};
if ([seed, ...Object.values(size)].some(Number.isNaN)) throw new Error('the options want numbers');
const databases = ['pglite', 'postgres'].filter((name) => name === (values.database ?? name));
if (databases.length === 0) throw new Error('--database is pglite or postgres');

const main = values.hurried ? 'test/faults/hurried-server.ts' : undefined;
const file = await buildServer(values.hurried ? 'faults-hurried' : 'faults', main);
for (const database of databases) {
  const again = `npm run test:faults -- --seed ${seed} --deliveries ${size.deliveries} --pulls ${size.pulls} --kills ${size.kills} --database ${database}${values.hurried ? ' --hurried' : ''}`;
  process.stdout.write(`\n${again}\n`);
  const postgres = database === 'postgres' ? await findPostgres() : undefined;
  if (postgres?.kind === 'missing') throw new Error(postgres.why);
  try {
    const report = (line: string) => process.stdout.write(`  ${new Date().toISOString()} ${line}\n`);
    const sweepPatience = (values.hurried ? 1 : 11) * 60_000;
    const outcome = await runFaults({
      file,
      seed,
      size,
      postgres,
      pause: values.hurried ? 150 : 400,
      patience: 45 * 60_000,
      sweepPatience,
      report,
    });
    process.stdout.write(`${asText(outcome)}\n`);
    if (values.log !== undefined) await writeFile(`${values.log}-${database}.log`, outcome.said);
    if (!isClean(outcome)) process.exitCode = 1;
  } finally {
    await postgres?.stop();
  }
}
