import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookPath } from '../../src/app/http/routes.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { buildCli, folderWith, type RunProgram } from '../cli/built-cli.ts';

let program: RunProgram;
let box: GitHubBox;
beforeAll(async () => {
  program = await buildCli('doctor');
  box = await startGitHubBox();
  box.sendWebhooksTo(`https://warden.test${webhookPath}`, 'secret');
});
afterAll(() => box.close());

const secret = 'a secret that is long enough';

describe('ci-warden doctor', () => {
  it('ends with 0 where nothing is wrong, and reads .env as the server does', async () => {
    const { PRIVATE_KEY, ...rest } = box.environment;
    const lines = Object.entries({ ...rest, WEBHOOK_SECRET: secret, DATA_DIR: 'data' });
    const cwd = folderWith({ '.env': lines.map(([name, value]) => `${name}=${value}\n`).join('') });
    const { status, stdout, stderr } = await program(['doctor'], { cwd, env: { PRIVATE_KEY } });
    expect(stderr).toBe('');
    expect(stdout).toContain('✓ Credentials: GitHub knows the App as CI Warden');
    expect(stdout).toMatch(/^! Installations: there is none\n {2}→ Install the App at http/m);
    expect(stdout).toMatch(/\n0 wrong, 2 to look at\.\n$/);
    expect(status).toBe(0);
  });

  it('ends with 1 where something is, and says it as JSON to a program', async () => {
    const env = { ...box.environment, WEBHOOK_SECRET: '' };
    const { status, stdout } = await program(['doctor', '--format', 'json'], { cwd: folderWith({}), env });
    expect(status).toBe(1);
    const said = JSON.parse(stdout) as {
      version: number;
      ok: boolean;
      checks: { title: string; state: string }[];
    };
    expect(said).toMatchObject({ version: 1, ok: false });
    expect(said.checks).toContainEqual(
      expect.objectContaining({ title: 'WEBHOOK_SECRET', state: 'wrong', remedy: expect.any(String) }),
    );
    expect(said.checks).toContainEqual(expect.objectContaining({ title: 'Credentials', state: 'ok' }));
  });

  it('looks at what it can where there is no configuration at all', async () => {
    const { status, stdout } = await program(['doctor'], { cwd: folderWith({}) });
    expect(status).toBe(1);
    expect(stdout).toContain('✗ APP_ID: APP_ID is missing or no number');
    expect(stdout).toContain('– Credentials: not looked at');
  });

  it('ends with 2 at an option that it does not know', async () => {
    const { status, stderr } = await program(['doctor', '--format', 'xml']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('Allowed choices are pretty, json')]);
  });
});
