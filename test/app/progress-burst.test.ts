import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { newPgliteFolder } from '../pglite.ts';
import { createDatabase, findPostgres } from '../postgres.ts';
import { postDelivery } from '../signed-delivery.ts';
import { secret, until } from './scenario.ts';
import { buildServer, ServerProcess } from './server-process.ts';
import { progressComments, rowsOf } from './sprint-repository.ts';

const postgres = await findPostgres();
const events = 200;
const policy = 'version: 1\ntracking:\n  - issue: 106\n';
let file: string;
let box: GitHubBox;
let repo: BoxRepository;
const servers: ServerProcess[] = [];
const folders: string[] = [];

beforeAll(async () => {
  file = await buildServer('progress-burst');
});
afterAll(async () => {
  if (postgres.kind === 'server') await postgres.stop();
});
beforeEach(async () => {
  box = await startGitHubBox();
  repo = await box.createRepository({
    owner: 'octo',
    name: 'busy',
    roles: { mona: 'admin' },
    files: { '.github/ci-warden.yml': policy, 'docs/GUIDE.md': 'Words\n' },
  });
  repo.openIssue({ number: 106, title: 'The sprint', author: 'mona', body: bodyWith(0) });
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.end('SIGKILL');
  await box.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function start(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const server = await ServerProcess.create(file, box, env);
  servers.push(server);
  await server.start();
  return server;
}

/** Every event finds the issue otherwise: so many of its items are ticked. */
function bodyWith(ticked: number): string {
  const items = Array.from(
    { length: events },
    (_, index) => `- [${index < ticked ? 'x' : ' '}] Delete \`old-${index}.md\``,
  );
  return items.join('\n');
}

/** Changes the state and tells of it, in turn as a run that is done, an edit, and a merge, to one server or the other. */
function happen(index: number): Promise<number> {
  repo.editIssue(106, { body: bodyWith(index + 1) }, 'mona');
  const { id, name } = repo.repository;
  const common = {
    installation: { id: box.installation('octo').id },
    repository: { id, name, default_branch: 'main', owner: { login: 'octo' } },
  };
  const kinds = [
    ['workflow_run', { action: 'completed' }],
    ['issues', { action: 'edited', issue: { number: 106 }, changes: { body: { from: '' } } }],
    [
      'pull_request',
      {
        action: 'closed',
        number: 1,
        pull_request: { merged: true, head: { sha: '0'.repeat(40) }, base: { ref: 'main' } },
      },
    ],
  ] as const;
  const [event, own] = kinds[index % kinds.length] ?? kinds[0];
  const server = servers[index % servers.length];
  const body = JSON.stringify({ ...common, ...own });
  return postDelivery(server?.webhookUrl ?? '', { event, body, secret });
}

async function idle(server: ServerProcess): Promise<boolean> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return ['waiting', 'active', 'untold'].every((state) => text.includes(`queue_items{state="${state}"} 0`));
}

/** All at once; or a few at a time, so that the state changes while what came before is being worked on. */
const paces = {
  'at once': () => Promise.all(Array.from({ length: events }, (_, index) => happen(index))),
  'in the midst of updates': async () => {
    const statuses: number[] = [];
    const some = 25;
    for (let index = 0; index < events; index += some) {
      const seen = box.requests.length;
      statuses.push(...(await Promise.all(Array.from({ length: some }, (_, more) => happen(index + more)))));
      // In the midst of an update: it has begun to read, and the next events change what it reads.
      await until(() => box.requests.length > seen);
    }
    return statuses;
  },
};

async function burst(words: string, pace: keyof typeof paces): Promise<void> {
  const statuses = await paces[pace]();
  expect(statuses).toHaveLength(events);
  expect(new Set(statuses)).toEqual(new Set([202]));
  for (const server of servers) await until(() => idle(server));
  const [comment, ...others] = progressComments(repo);
  expect(others).toEqual([]);
  const rows = rowsOf(comment?.body ?? '');
  expect(rows).toHaveLength(events);
  expect(rows.every(({ state }) => state === 'verified')).toBe(true);
  const writes = box.requests.filter(({ method, path }) => method !== 'GET' && path.includes('/comments'));
  console.log(
    `${events} events ${pace}, two processes, ${words}: ${writes.length} writes (${writes.map(({ method }) => method).join(', ')}), ${box.requests.length} requests in all`,
  );
  expect(writes.filter(({ method }) => method === 'POST').length).toBeLessThanOrEqual(2);
  expect(writes.length).toBeLessThanOrEqual(events / 5);
}

describe.each(['at once', 'in the midst of updates'] as const)(
  '200 events %s on two processes leave one comment with the final state',
  (pace) => {
    it.skipIf(postgres.kind === 'missing')('on one PostgreSQL', async () => {
      if (postgres.kind === 'missing') return;
      const DATABASE_URL = await createDatabase(postgres);
      await start({ DATABASE_URL });
      await start({ DATABASE_URL });
      await burst('one database', pace);
    });

    // Nobody should: each works as if it were alone. Still there is one comment.
    it('also where each has a database of its own', async () => {
      for (let server = 0; server < 2; server += 1) {
        const folder = await newPgliteFolder();
        folders.push(folder);
        await start({ DATA_DIR: folder });
      }
      await burst('a database each', pace);
    });
  },
);
