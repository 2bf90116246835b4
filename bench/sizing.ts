// `npm run bench:sizing`: what a pull request costs a server in CPU, in requests to GitHub, and in the database, and what
// memory a process takes: the figures from which docs/deploy.md calculates. A real server works for a GitHub in a box.
// `-- --repositories 30 --rounds 4 --workflows 12 --deliveries 5000` are the defaults; a repository's first pull request
// is measured apart.
import { parseArgs } from 'node:util';
import { startGitHubBox } from '../src/demo/box/start-github-box.ts';
import { createDatabase, findPostgres } from '../test/postgres.ts';
import { buildPrograms, secret, temporaryFolder } from './intake/programs.ts';
import { makeRepositories, openAndAwait, requestsTo } from './sizing/pull-requests.ts';
import { sendDeliveries } from './sizing/send-deliveries.ts';
import { startSubject, type Used } from './sizing/subject.ts';

const { values: options } = parseArgs({
  options: {
    repositories: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '4' },
    workflows: { type: 'string', default: '12' },
    deliveries: { type: 'string', default: '5000' },
  },
});
const scale = { repositories: Number(options.repositories), workflows: Number(options.workflows) };
const deliveries = Number(options.deliveries);

/** What each of so many cost. */
function costOf(count: number, before: Used, after: Used) {
  const stored = (name: 'rows' | 'bytes' | 'log') => {
    if (after.stored === undefined || before.stored === undefined) return '';
    return round((after.stored[name] - before.stored[name]) / count);
  };
  return {
    'server, CPU ms': round(((after.server - before.server) * 1000) / count),
    'database, CPU ms': after.stored ? round(((after.database - before.database) * 1000) / count) : '',
    rows: stored('rows'),
    bytes: stored('bytes'),
    'bytes of WAL': stored('log'),
  };
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

async function measurePullRequests(name: string, env: Readonly<Record<string, string>>): Promise<void> {
  const box = await startGitHubBox();
  const subject = await startSubject(box, env);
  try {
    const repositories = await makeRepositories(box, scale);
    box.sendWebhooksTo(subject.url, secret);
    const atRest = await subject.used();
    const table: Record<string, object> = {};
    const phase = async (title: string, rounds: readonly number[]) => {
      const [before, asked] = [await subject.used(), requestsTo(box)];
      let count = 0;
      for (const turn of rounds) count += await openAndAwait(box, repositories, turn);
      const now = requestsTo(box);
      table[title] = {
        requests: round((now.asked - asked.asked) / count),
        tokens: round((now.tokens - asked.tokens) / count),
        ...costOf(count, before, await subject.used()),
      };
    };
    await phase('first of a repository', [0]);
    await phase(
      'further',
      Array.from({ length: Number(options.rounds) }, (_, index) => index + 1),
    );
    const { memory } = await subject.used();
    console.log(
      `\nEach pull request ${name}, ${scale.repositories} repositories of ${scale.workflows} workflows:`,
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

async function measureDeliveries(name: string, env: Readonly<Record<string, string>>): Promise<void> {
  const box = await startGitHubBox();
  const subject = await startSubject(box, { ...env, ROLE: 'web' });
  try {
    const table: Record<string, object> = {};
    for (const [title, event] of [
      ['stored', 'pull_request'],
      ['asks for nothing', 'check_run'],
    ] as const) {
      // What is compiled on first use is not what is measured.
      await sendDeliveries(subject.url, event, 500);
      const before = await subject.used();
      await sendDeliveries(subject.url, event, deliveries);
      table[title] = costOf(deliveries, before, await subject.used());
    }
    const { memory } = await subject.used();
    console.log(`\nEach delivery taken in ${name}, of ${deliveries}:`);
    console.table(table);
    console.log(`memory: ${round(memory.now)} MB afterwards, ${round(memory.most)} MB at most`);
  } finally {
    await subject.stop();
    await box.close();
  }
}

await buildPrograms();
const postgres = await findPostgres('on');
const folder = await temporaryFolder();
console.log(`Node ${process.version}; server, database and the GitHub in a box on one machine`);
try {
  if (postgres.kind === 'missing') console.log(postgres.why);
  else {
    const database = async () => ({ DATABASE_URL: await createDatabase(postgres) });
    await measurePullRequests('on PostgreSQL', await database());
    await measureDeliveries('on PostgreSQL', await database());
  }
  await measurePullRequests('on PGlite', { DATA_DIR: folder.path });
} finally {
  if (postgres.kind === 'server') await postgres.stop();
  await folder.remove();
}
