import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookPath } from '../../../src/app/http/routes.ts';
import { openLog } from '../../../src/app/log.ts';
import { type RunningServer, startServer } from '../../../src/app/start-server.ts';
import type { GitHubBox } from '../../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../../src/demo/box/start-github-box.ts';
import { buildAuditWorker, configFor, secret } from '../scenario.ts';
import { until } from '../until.ts';
import { leakyWorkflow, testWorkflow } from '../workflows.ts';

const forged = 'no\n{"level":60,"msg":"forged"}\u2028\u001b[2J';
const written: string[] = [];
let box: GitHubBox;
let server: RunningServer;

beforeAll(async () => {
  box = await startGitHubBox();
  const config = configFor(box, { logLevel: 'debug', logFormat: 'json' });
  const log = openLog(config, (text) => written.push(text));
  server = await startServer(config, { auditWorker: await buildAuditWorker(), log });
  box.sendWebhooksTo(`${server.url}${webhookPath}`, secret);
  const repo = await box.createRepository({
    owner: 'octo',
    name: 'logged',
    files: { '.github/workflows/test.yml': testWorkflow },
  });
  await repo.push('topic', { '.github/workflows/leak.yml': leakyWorkflow });
  await repo.openPullRequest({ head: 'topic', title: forged });
  await until(async () => (await repo.checkRuns('topic')).length === 1);
  // What GitHub, or who stands in for it, says of a failure; and a delivery that is signed and no JSON.
  box.fail({ endpoint: 'POST /graphql', times: 40, does: { status: 500, message: forged } });
  await repo.push('topic', { 'README.md': 'more\n' });
  await until(() => written.some((line) => line.includes('gave-up')));
  await fetch(`${server.url}${webhookPath}`, {
    method: 'POST',
    headers: {
      'x-github-event': 'push',
      'x-github-delivery': '{"id":1}',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(forged).digest('hex')}`,
    },
    body: forged,
  });
  await until(() => written.some((line) => line.includes('not understood')));
});
afterAll(async () => {
  await server.stop();
  await box.close();
});

const entries = () => written.map((line) => JSON.parse(line) as Record<string, unknown>);

describe("a server's log", () => {
  it('is one entry a line, whatever others say', () => {
    expect(written.length).toBeGreaterThan(10);
    for (const line of written) expect(line).toMatch(/^\{[\x20-\x7e]*\}\n$/);
    expect(entries().filter(({ msg }) => msg === 'forged')).toEqual([]);
    expect(entries().some(({ err }) => JSON.stringify(err ?? '').includes('forged'))).toBe(true);
  });

  it('names installation, repository and head in every line about a delivery or a job', () => {
    const about = entries().filter(({ msg }) => /^a (?:delivery|job) /.test(String(msg)));
    const understood = about.filter(({ msg }) => !/not understood/.test(String(msg)));
    expect(understood.length).toBeGreaterThan(8);
    for (const entry of understood) {
      expect(entry, JSON.stringify(entry)).toMatchObject({
        delivery: expect.stringMatching(/^[0-9a-f-]{36}$/),
        installation: box.installation('octo').id,
        repository: 'octo/logged',
        head: expect.stringMatching(/^[0-9a-f]{40}$/),
      });
    }
  });

  it('has neither credentials nor what is in a repository', () => {
    const all = written.join('');
    expect(all).not.toContain(secret);
    expect(all).not.toMatch(/ghs_\w|[Bb]earer|eyJ[\w-]+\.eyJ|PRIVATE KEY/);
    expect(all).not.toMatch(/crun create|query Read|missing-container-cleanup/);
  });
});
