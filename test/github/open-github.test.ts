import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { GitHubUnavailable } from '../../src/github/errors.ts';
import { openTestGitHub } from './open-test-github.ts';

let box: GitHubBox;

beforeAll(async () => {
  box = await startGitHubBox();
});
afterAll(() => box.close());

describe('the login of the App', () => {
  it('is never made of an answer that was cut short, and is asked for again', async () => {
    const github = await openTestGitHub(box);
    box.fail({ endpoint: 'GET /app', times: 1, does: 'cut-answer' });
    await expect(github.login()).rejects.toThrow(GitHubUnavailable);
    expect(await github.login()).toBe(`${box.state.app.slug}[bot]`);
  });

  it('is never made of the page that something between answers with', async () => {
    const github = await openTestGitHub(box);
    box.fail({ endpoint: 'GET /app', times: 1, does: { status: 200, body: '<h1>Sign in</h1>' } });
    await expect(github.reach()).rejects.toThrow(GitHubUnavailable);
    box.fail({ endpoint: 'GET /app', times: 1, does: { status: 200, body: {} } });
    await expect(github.login()).rejects.toThrow('does not say what the App is called');
  });
});
