// `npm run bench:fairness`: how long an organisation's only pull request waits for its answer while another organisation
// has a thousand. Whole: a GitHub in a box delivers, the server as it ships answers, at GitHub's pace for writes. What
// counts are audit times of the same run: how long an answer takes where nothing else is to be done.
import { parseArgs } from 'node:util';
import type { BoxRepository } from '../src/demo/box/box-repository.ts';
import { startGitHubBox } from '../src/demo/box/start-github-box.ts';
import { createDatabase, findPostgres } from '../test/postgres.ts';
import { buildPrograms, secret, startProgram, temporaryFolder } from './intake/programs.ts';

const { values: options } = parseArgs({
  options: { pulls: { type: 'string', default: '1000' }, alone: { type: 'string', default: '7' } },
});
const pulls = Number(options.pulls);
const alone = Number(options.alone);

const test = `name: Test
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make test
`;
const leak = `name: Leak
on: pull_request
jobs:
  run:
    runs-on: self-hosted
    steps:
      - run: crun create --bundle /tmp/bundle box
`;

const box = await startGitHubBox();

function newRepository(owner: string): Promise<BoxRepository> {
  return box.createRepository({ owner, name: 'product', files: { '.github/workflows/test.yml': test } });
}

async function pushBranches(repository: BoxRepository, count: number): Promise<string[]> {
  const heads: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const file = `.github/workflows/leak-${index}.yml`;
    heads.push(await repository.push(`topic-${index}`, { [file]: leak }));
  }
  return heads;
}

const open = (repository: BoxRepository, index: number) =>
  repository.openPullRequest({ head: `topic-${index}`, title: `Topic ${index}` });

async function answered(repository: BoxRepository, head: string): Promise<boolean> {
  return (await repository.checkRuns(head)).some(({ status }) => status === 'completed');
}

/** Opens one pull request after another, and takes the time from each to its answer, in milliseconds. */
async function answerTimes(
  repository: BoxRepository,
  heads: readonly string[],
  from: number,
): Promise<number[]> {
  const times: number[] = [];
  for (const [index, head] of heads.entries()) {
    const begun = performance.now();
    await open(repository, from + index);
    while (!(await answered(repository, head))) {
      if (performance.now() - begun > 300_000) throw new Error('an answer has not come within 5 minutes');
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    times.push(performance.now() - begun);
    // Writes of one installation are a second apart.
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return times;
}

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function measure(database: Readonly<Record<string, string>>): Promise<object> {
  const name = `${Object.keys(database)[0]}`.split('_')[0]?.toLowerCase();
  const [crowd, lone] = [await newRepository(`crowd-${name}`), await newRepository(`alone-${name}`)];
  const crowdHeads = await pushBranches(crowd, pulls);
  const loneHeads = await pushBranches(lone, 2 * alone + 2);
  const server = await startProgram(
    { name: 'server', file: 'server', env: { ...box.environment, ...database } },
    {
      profile: false,
    },
  );
  try {
    box.sendWebhooksTo(server.url, secret);
    // The first ones warm up what is compiled and connected on first use.
    await answerTimes(lone, loneHeads.slice(0, 2), 0);
    const quiet = await answerTimes(lone, loneHeads.slice(2, 2 + alone), 2);
    for (let index = 0; index < pulls; index += 1) await open(crowd, index);
    await box.settled();
    const crowded = await answerTimes(lone, loneHeads.slice(2 + alone), 2 + alone);
    let waiting = 0;
    for (const head of crowdHeads) if (!(await answered(crowd, head))) waiting += 1;
    return {
      'audit time, ms': median(quiet).toFixed(0),
      'in the crowd, ms': median(crowded).toFixed(0),
      'worst, ms': Math.max(...crowded).toFixed(0),
      'audit times': (median(crowded) / median(quiet)).toFixed(2),
      'worst, audit times': (Math.max(...crowded) / median(quiet)).toFixed(2),
      'still waiting of the crowd': waiting,
    };
  } finally {
    await server.stop();
  }
}

const postgres = await findPostgres('on');
const folder = await temporaryFolder();
try {
  await buildPrograms();
  console.log(
    `${pulls} pull requests of one organisation, then ${alone} of another one after another; Node ${process.version}`,
  );
  console.table({
    'on PGlite': await measure({ DATA_DIR: folder.path }),
    ...(postgres.kind === 'server' && {
      'on PostgreSQL': await measure({ DATABASE_URL: await createDatabase(postgres) }),
    }),
  });
} finally {
  if (postgres.kind === 'server') await postgres.stop();
  await folder.remove();
  await box.close();
}
