import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { newPgliteFolder } from '../pglite.ts';
import { createDatabase, findPostgres } from '../postgres.ts';
import { secret, until } from './scenario.ts';
import { buildServer, ServerProcess } from './server-process.ts';
import { leakyWorkflow, testWorkflow } from './workflows.ts';

const postgres = await findPostgres();
let file: string;
beforeAll(async () => {
  file = await buildServer('crash');
});
afterAll(async () => {
  if (postgres.kind === 'server') await postgres.stop();
});

let box: GitHubBox;
let repo: BoxRepository;
const servers: ServerProcess[] = [];
beforeEach(async () => {
  box = await startGitHubBox();
  repo = await box.createRepository({
    owner: 'octo',
    name: 'crashing',
    roles: { mona: 'admin' },
    files: { '.github/workflows/test.yml': testWorkflow },
  });
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.end('SIGKILL');
  await box.close();
});

async function start(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const server = await ServerProcess.create(file, box, env);
  servers.push(server);
  await server.start();
  return server;
}

async function openPulls(count: number): Promise<string[]> {
  const heads: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const branch = `topic-${index}`;
    heads.push(await repo.push(branch, { [`.github/workflows/leak-${index}.yml`]: leakyWorkflow }));
    await repo.openPullRequest({ head: branch, title: branch });
  }
  return heads;
}

async function answersPerHead(heads: readonly string[]): Promise<number[]> {
  return Promise.all(
    heads.map(
      async (head) => (await repo.checkRuns(head)).filter(({ status }) => status === 'completed').length,
    ),
  );
}

async function allAnswered(heads: readonly string[]): Promise<void> {
  const end = Date.now() + 200_000;
  while (!(await answersPerHead(heads)).every((count) => count > 0)) {
    if (Date.now() > end) throw new Error(`not all are answered: ${await answersPerHead(heads)}`);
    await sleep(100);
  }
  // Whoever would answer once more gets the time to.
  await sleep(3000);
}

function survivesKills(environment: () => Promise<Readonly<Record<string, string>>>): void {
  it('comes back after each SIGKILL and leaves exactly one answer on each head', {
    timeout: 120_000,
  }, async () => {
    const server = await start(await environment());
    box.sendWebhooksTo(server.webhookUrl, secret);
    const heads = await openPulls(5);
    await box.settled();
    // At moments spread over the time in which the jobs run.
    for (const milliseconds of [100, 900]) {
      await sleep(milliseconds);
      await server.end('SIGKILL');
      await server.start();
    }
    await allAnswered(heads);
    expect(await answersPerHead(heads)).toEqual(heads.map(() => 1));
  });
}

describe('on PGlite', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await newPgliteFolder();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  survivesKills(async () => ({ DATA_DIR: folder }));

  it('stops at SIGTERM with its work done, keeps what waits, and says no secret in its log', {
    timeout: 60_000,
  }, async () => {
    const server = await start({ DATA_DIR: folder });
    box.sendWebhooksTo(server.webhookUrl, secret);
    box.fail({ endpoint: 'POST /graphql', times: 3, does: { delay: 600 } });
    const heads = await openPulls(6);
    await box.settled();
    await until(() => box.requests.some(({ endpoint }) => endpoint === 'POST /graphql'));
    expect(await server.end('SIGTERM')).toBe(0);
    const answered = (await answersPerHead(heads)).filter((count) => count === 1).length;
    expect(answered).toBeGreaterThan(0);
    await server.start();
    await allAnswered(heads);
    expect(await answersPerHead(heads)).toEqual(heads.map(() => 1));

    expect(server.said).toContain('a job is done');
    expect(server.said).not.toContain(secret);
    expect(server.said).not.toContain('PRIVATE KEY');
    expect(server.said).not.toMatch(/ghs_\w|[Bb]earer|eyJ[\w-]+\.eyJ/);
  });
});

const name = postgres.kind === 'server' ? 'on PostgreSQL' : `on PostgreSQL (skipped: ${postgres.why})`;
describe.skipIf(postgres.kind === 'missing')(name, () => {
  const database = async () => {
    if (postgres.kind === 'missing') throw new Error(postgres.why);
    return { DATABASE_URL: await createDatabase(postgres) };
  };
  survivesKills(database);

  it('one process takes deliveries in, another works them, a third takes over when that dies', {
    timeout: 120_000,
  }, async () => {
    const env = await database();
    const web = await start({ ...env, ROLE: 'web' });
    box.sendWebhooksTo(web.webhookUrl, secret);
    const heads = await openPulls(6);
    await box.settled();
    // To be ready it asks for the App; nothing is worked.
    expect(box.requests.filter(({ endpoint }) => endpoint !== 'GET /app')).toEqual([]);
    const worker = await start({ ...env, ROLE: 'worker' });
    const refused = await fetch(worker.webhookUrl, { method: 'POST', body: '{}' });
    expect(refused.status).toBe(404);
    for (const server of [web, worker]) {
      for (const path of ['/livez', '/healthz', '/readyz', '/metrics']) {
        expect([path, (await fetch(`${server.url}${path}`)).status]).toEqual([path, 200]);
      }
    }
    await until(() => box.requests.some(({ endpoint }) => endpoint === 'POST /graphql'));
    await worker.end('SIGKILL');
    await start({ ...env, ROLE: 'worker' });
    await allAnswered(heads);
    expect(await answersPerHead(heads)).toEqual(heads.map(() => 1));
  });
});
