// `npm run bench:sizing`: what a pull request costs a server in CPU, in requests to GitHub, and in the database, and what
// memory a process takes: the figures from which docs/deploy.md calculates. A real server works for a GitHub in a box.
// `-- --repositories 30 --rounds 4 --workflows 12` are the defaults; a repository's first pull request is measured apart.
import { parseArgs } from 'node:util';
import { startGitHubBox } from '../src/demo/box/start-github-box.ts';
import { createDatabase, findPostgres } from '../test/postgres.ts';
import { buildPrograms, secret, temporaryFolder } from './intake/programs.ts';
import { sendIdleDeliveries } from './sizing/idle-deliveries.ts';
import { makeRepositories, openAndAwait, requestsTo } from './sizing/pull-requests.ts';
import { startSubject, type Used } from './sizing/subject.ts';

const { values: options } = parseArgs({
  options: {
    repositories: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '4' },
    workflows: { type: 'string', default: '12' },
  },
});
const scale = { repositories: Number(options.repositories), workflows: Number(options.workflows) };
const idleDeliveries = 3000;

/** What a phase came to, for each of its pull requests (or deliveries). */
function each(count: number, before: Used, after: Used) {
  const stored = (name: 'rows' | 'bytes' | 'log') =>
    ((after.stored?.[name] ?? Number.NaN) - (before.stored?.[name] ?? Number.NaN)) / count;
  return {
    'server, CPU ms': round(((after.server - before.server) * 1000) / count),
    'database, CPU ms': round(((after.database - before.database) * 1000) / count),
    'database, rows': round(stored('rows')),
    'database, bytes': round(stored('bytes')),
    'write-ahead log, bytes': round(stored('log')),
  };
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

async function measure(name: string, env: Readonly<Record<string, string>>): Promise<void> {
  const box = await startGitHubBox();
  const subject = await startSubject(box, env);
  try {
    const repositories = await makeRepositories(box, scale);
    box.sendWebhooksTo(subject.url, secret);
    const atRest = await subject.used();
    const table: Record<string, object> = {};
    const phase = async (title: string, work: () => Promise<number>) => {
      const [before, asked] = [await subject.used(), requestsTo(box)];
      const count = await work();
      const now = requestsTo(box);
      const requests = {
        requests: round((now.asked - asked.asked) / count),
        tokens: round((now.tokens - asked.tokens) / count),
      };
      table[title] = { ...requests, ...each(count, before, await subject.used()) };
    };
    await phase('first pull request of a repository', () => openAndAwait(box, repositories, 0));
    await phase('further pull requests', async () => {
      let count = 0;
      for (let turn = 1; turn <= Number(options.rounds); turn += 1)
        count += await openAndAwait(box, repositories, turn);
      return count;
    });
    await phase('deliveries that ask for nothing', async () => {
      await sendIdleDeliveries(subject.url, idleDeliveries);
      return idleDeliveries;
    });
    const { memory } = await subject.used();
    console.log(
      `\n${name}: ${scale.repositories} repositories of ${scale.workflows} workflows, figures for each`,
    );
    console.table(table);
    console.log(
      `memory: ${round(atRest.memory.now)} MB at rest, ${round(memory.now)} MB afterwards, ${round(memory.most)} MB at most`,
    );
  } finally {
    await subject.stop();
    await box.close();
  }
}

await buildPrograms();
const postgres = await findPostgres('on');
const folder = await temporaryFolder();
console.log(`Node ${process.version}, one machine for server, database and the GitHub in a box`);
try {
  if (postgres.kind === 'server')
    await measure('on PostgreSQL', { DATABASE_URL: await createDatabase(postgres) });
  else console.log(postgres.why);
  await measure('on PGlite', { DATA_DIR: folder.path });
} finally {
  if (postgres.kind === 'server') await postgres.stop();
  await folder.remove();
}
