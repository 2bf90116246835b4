import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { webhookPath } from '../../src/app/http/routes.ts';
import { type RunningServer, startServer } from '../../src/app/start-server.ts';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { buildAuditWorker, configFor, secret } from '../app/scenario.ts';
import { until } from '../app/until.ts';
import { leakyWorkflow, testWorkflow } from '../app/workflows.ts';
import { newPgliteFolder } from '../pglite.ts';
import { createDatabase, findPostgres } from '../postgres.ts';

// What docs/operations.md says about changing a server that is in use.

const postgres = await findPostgres();
let auditWorker: URL;
beforeAll(async () => {
  auditWorker = await buildAuditWorker();
});
afterAll(async () => {
  if (postgres.kind === 'server') await postgres.stop();
});

let box: GitHubBox;
let repo: BoxRepository;
const servers = new Set<RunningServer>();
beforeEach(async () => {
  box = await startGitHubBox();
  repo = await box.createRepository({
    owner: 'octo',
    name: 'changing',
    files: { '.github/workflows/test.yml': testWorkflow },
  });
});
afterEach(async () => {
  for (const server of servers) await stop(server);
  await box.close();
});

async function start(more: Parameters<typeof configFor>[1]): Promise<RunningServer> {
  const server = await startServer(configFor(box, { logLevel: 'fatal', ...more }), { auditWorker });
  servers.add(server);
  return server;
}

async function stop(server: RunningServer): Promise<void> {
  servers.delete(server);
  await server.stop();
}

async function openPull(name: string): Promise<string> {
  const head = await repo.push(name, { [`.github/workflows/${name}.yml`]: leakyWorkflow });
  await repo.openPullRequest({ head: name, title: name });
  return head;
}

async function answers(head: string): Promise<number> {
  return (await repo.checkRuns(head)).filter(({ status }) => status === 'completed').length;
}

describe('a new webhook secret', () => {
  it('may be set at GitHub first: what is refused until the server has it, comes again', {
    timeout: 120_000,
  }, async () => {
    const folder = await newPgliteFolder();
    const database = { kind: 'embedded', folder } as const;
    const before = await start({ database });
    box.sendWebhooksTo(`${before.url}${webhookPath}`, 'the new secret');
    const head = await openPull('between');
    await box.settled();
    const refused = box.deliveries.filter(({ event }) => event === 'pull_request');
    expect(refused.map(({ outcome }) => outcome?.statusCode)).toEqual([401]);
    await stop(before);
    const after = await start({ database, webhookSecret: 'the new secret' });
    box.sendWebhooksTo(`${after.url}${webhookPath}`, 'the new secret');
    await until(async () => (await answers(head)) === 1);
    await stop(after);
    await rm(folder, { recursive: true, force: true });
  });
});

const name = postgres.kind === 'server' ? 'replicas' : `replicas (skipped: ${postgres.why})`;
describe.skipIf(postgres.kind === 'missing')(name, () => {
  it('are replaced one after another while pull requests come, and each head is answered once', {
    timeout: 120_000,
  }, async () => {
    if (postgres.kind === 'missing') throw new Error(postgres.why);
    const database = { kind: 'postgres', url: await createDatabase(postgres) } as const;
    const heads: string[] = [];
    let current = await start({ database });
    for (let generation = 0; generation < 3; generation += 1) {
      box.sendWebhooksTo(`${current.url}${webhookPath}`, secret);
      for (let index = 0; index < 3; index += 1) heads.push(await openPull(`topic-${generation}-${index}`));
      const next = await start({ database });
      box.sendWebhooksTo(`${next.url}${webhookPath}`, secret);
      await stop(current);
      current = next;
    }
    await until(async () => (await Promise.all(heads.map(answers))).every((count) => count > 0));
    expect(await Promise.all(heads.map(answers))).toEqual(heads.map(() => 1));
  });
});
