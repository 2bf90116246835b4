// `npm run bench:intake`: deliveries a second that are taken in, and how long their acknowledgement takes, with 50
// senders. A bare Probot app, which only answers, and CI Warden, which stores them first, take turns in one run; what
// counts are the ratios. `-- --seconds 10 --rounds 3 --senders 50` are the defaults; `-- --profile` writes CPU profiles.
import { parseArgs } from 'node:util';
import { createDatabase, findPostgres } from '../test/postgres.ts';
import { buildPrograms, type Program, startProgram, temporaryFolder } from './intake/programs.ts';
import { type Figures, send } from './intake/send.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    senders: { type: 'string', default: '50' },
    only: { type: 'string' },
    profile: { type: 'boolean', default: false },
  },
});

const postgres = await findPostgres('on');
const folder = await temporaryFolder();
const programs: Program[] = [
  { name: 'bare Probot', file: 'probot', env: {} },
  ...(postgres.kind === 'server'
    ? [
        {
          name: 'on PostgreSQL',
          file: 'server',
          env: { ROLE: 'web', DATABASE_URL: await createDatabase(postgres) },
        },
      ]
    : []),
  { name: 'on PGlite', file: 'server', env: { ROLE: 'web', DATA_DIR: folder.path } },
];
const wanted = programs.filter(({ name }) => options.only === undefined || name === options.only);
const rounds = new Map<string, Figures[]>(wanted.map(({ name }) => [name, []]));

await buildPrograms();
try {
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const program of wanted) {
      const running = await startProgram(program, { profile: options.profile });
      const how = { url: running.url, seconds: Number(options.seconds), senders: Number(options.senders) };
      // What is compiled and connected on first use is not what is measured.
      await send({ ...how, seconds: 3 });
      rounds.get(program.name)?.push(await send(how));
      await running.stop();
    }
  }
} finally {
  if (postgres.kind === 'server') await postgres.stop();
  await folder.remove();
}

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const rateOf = (name: string) => median((rounds.get(name) ?? []).map(({ rate }) => rate));

console.log(
  `${options.senders} senders in a process of their own, ${options.rounds} rounds of ${options.seconds} s, medians; Node ${process.version}`,
);
if (postgres.kind === 'missing') console.log(postgres.why);
console.table(
  Object.fromEntries(
    wanted.map(({ name }) => {
      const figures = rounds.get(name) ?? [];
      return [
        name,
        {
          'deliveries/s': Math.round(rateOf(name)),
          'of bare Probot': (rateOf(name) / rateOf('bare Probot')).toFixed(2),
          'p50 ms': median(figures.map(({ p50 }) => p50)).toFixed(1),
          'p99 ms': median(figures.map(({ p99 }) => p99)).toFixed(1),
          'worst ms': Math.max(...figures.map(({ worst }) => worst)).toFixed(0),
          refused: figures.reduce((sum, { refused }) => sum + refused, 0),
        },
      ];
    }),
  ),
);
