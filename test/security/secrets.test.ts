import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { secondaryLimit, serverError } from '../../src/demo/box/http/refusals.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { buildServer, ServerProcess, secret } from '../app/server-process.ts';
import { until } from '../app/until.ts';
import { leakyWorkflow, testWorkflow } from '../app/workflows.ts';
import { newPgliteFolder } from '../pglite.ts';

let file: string;
let box: GitHubBox;
beforeAll(async () => {
  file = await buildServer('secrets');
  box = await startGitHubBox();
});
afterAll(() => box.close());

const faults = [
  ['POST /app/installations/{installation_id}/access_tokens', serverError(502)],
  ['POST /graphql', 'reset'],
  ['POST /graphql', secondaryLimit(1)],
  ['POST /repos/{owner}/{repo}/check-runs', serverError(503)],
] as const;

async function saidThroughFaults(format: 'json' | 'pretty'): Promise<string> {
  const folder = await newPgliteFolder();
  const env = { DATA_DIR: folder, LOG_LEVEL: 'trace', LOG_FORMAT: format };
  const server = await ServerProcess.create(file, box, env);
  try {
    await server.start();
    box.sendWebhooksTo(server.webhookUrl, secret);
    for (const [index, [endpoint, does]] of faults.entries()) {
      const repo = await box.createRepository({
        owner: `${format}-${index}`,
        name: 'faulty',
        files: { '.github/workflows/test.yml': testWorkflow },
      });
      box.fail({ endpoint, times: 1, does });
      await repo.push('topic', { '.github/workflows/leak.yml': leakyWorkflow });
      await repo.openPullRequest({ head: 'topic', title: 'A change' });
      await until(async () => (await repo.checkRuns('topic')).some(({ status }) => status === 'completed'));
    }
    await fetch(server.webhookUrl, {
      method: 'POST',
      headers: { 'x-hub-signature-256': secret },
      body: secret,
    });
  } finally {
    await server.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }
  return server.said;
}

describe('at the lowest log level, through faults', () => {
  it.each(['json', 'pretty'] as const)(
    'no secret, key or token is logged as %s',
    { timeout: 300_000 },
    async (format) => {
      const said = await saidThroughFaults(format);
      expect(said.match(/a job failed/g)?.length).toBeGreaterThanOrEqual(3);
      expect(said).not.toContain(secret);
      const keyLines = box.privateKey.split('\n').filter((line) => line.length > 20);
      expect(keyLines.length).toBeGreaterThan(5);
      for (const line of keyLines) expect(said).not.toContain(line);
      expect(said).not.toMatch(
        /PRIVATE KEY|gh[a-z]_\w|[Bb]earer\s+\w|authorization["']?:\s*["']?(?!\[)\w{6}|eyJ[\w-]+\.eyJ/,
      );
    },
  );
});
