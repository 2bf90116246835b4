// `npm run bench:sizing`: what a pull request costs a server in CPU, in requests to GitHub, and in the database, what
// memory a process takes, and what follows from it for a fleet. A real server works for a GitHub in a box.
// `-- --repositories 30 --rounds 4 --workflows 12 --deliveries 5000` are the defaults; `-- --write` keeps the figures and
// puts them into docs/deploy.md, `-- --render` puts those that are kept there without measuring anew.
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabase, findPostgres } from '../test/postgres.ts';
import { buildPrograms, temporaryFolder } from './intake/programs.ts';
import { asMarkdown, type Measured } from './sizing/as-markdown.ts';
import { measureWeb, measureWhole } from './sizing/measure.ts';
import { writeGuide } from './sizing/write-guide.ts';

const { values: options } = parseArgs({
  options: {
    repositories: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '4' },
    workflows: { type: 'string', default: '12' },
    deliveries: { type: 'string', default: '5000' },
    write: { type: 'boolean', default: false },
    render: { type: 'boolean', default: false },
  },
});
const scale = { repositories: Number(options.repositories), workflows: Number(options.workflows) };
const rounds = Number(options.rounds);

if (options.render) {
  await writeGuide();
  process.exit();
}

await buildPrograms();
const postgres = await findPostgres('on');
if (postgres.kind === 'missing') throw new Error(postgres.why);
const folder = await temporaryFolder();
const database = async () => ({ DATABASE_URL: await createDatabase(postgres) });
try {
  const measured: Measured = {
    on: `${availableParallelism()} cores (${cpus()[0]?.model.trim()}) that server, PostgreSQL and the GitHub in a box shared, Node ${process.version}`,
    scale: `${scale.repositories} repositories of ${scale.workflows} workflows, ${1 + rounds} pull requests in each, ${options.deliveries} deliveries`,
    postgres: {
      whole: await measureWhole(await database(), scale, rounds),
      web: await measureWeb(await createDatabase(postgres), Number(options.deliveries)),
    },
    embedded: await measureWhole({ DATA_DIR: folder.path }, scale, rounds),
  };
  console.log(asMarkdown(measured));
  if (options.write) {
    writeFileSync(
      resolve(import.meta.dirname, 'sizing/measured.json'),
      `${JSON.stringify(measured, undefined, 2)}\n`,
    );
    await writeGuide();
  }
} finally {
  await postgres.stop();
  await folder.remove();
}
