// `npm run bench:sizing`: what a pull request costs a server in CPU, in requests to GitHub, and in the database, what
// memory a process takes, and what follows from it for a fleet. A real server works for a GitHub in a box.
// `-- --repositories 30 --rounds 4 --workflows 12 --deliveries 5000` are the defaults; `-- --write` puts the figures into
// docs/deploy.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabase, findPostgres } from '../test/postgres.ts';
import { buildPrograms, temporaryFolder } from './intake/programs.ts';
import { asMarkdown } from './sizing/as-markdown.ts';
import { measureWeb, measureWhole } from './sizing/measure.ts';

const { values: options } = parseArgs({
  options: {
    repositories: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '4' },
    workflows: { type: 'string', default: '12' },
    deliveries: { type: 'string', default: '5000' },
    write: { type: 'boolean', default: false },
  },
});
const scale = { repositories: Number(options.repositories), workflows: Number(options.workflows) };
const rounds = Number(options.rounds);

await buildPrograms();
const postgres = await findPostgres('on');
if (postgres.kind === 'missing') throw new Error(postgres.why);
const folder = await temporaryFolder();
const database = async () => ({ DATABASE_URL: await createDatabase(postgres) });
try {
  const text = asMarkdown({
    on: `${availableParallelism()} cores (${cpus()[0]?.model.trim()}) that server, PostgreSQL and the GitHub in a box shared, Node ${process.version}`,
    scale: `${scale.repositories} repositories of ${scale.workflows} workflows, ${1 + rounds} pull requests in each, ${options.deliveries} deliveries`,
    postgres: {
      whole: await measureWhole(await database(), scale, rounds),
      web: await measureWeb(await createDatabase(postgres), Number(options.deliveries)),
    },
    embedded: await measureWhole({ DATA_DIR: folder.path }, scale, rounds),
  });
  console.log(text);
  if (options.write) write(text);
} finally {
  await postgres.stop();
  await folder.remove();
}

function write(text: string): void {
  const path = resolve(import.meta.dirname, '../docs/deploy.md');
  const [begin, end] = ['<!-- measured:sizing -->', '<!-- /measured:sizing -->'];
  const document = readFileSync(path, 'utf8');
  const [before, after] = [document.split(begin)[0], document.split(end)[1]];
  if (before === undefined || after === undefined) throw new Error(`${path} has no place for the figures`);
  writeFileSync(path, `${before}${begin}\n${text}\n${end}${after}`);
}
