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

describe('a repository that was renamed since its event', () => {
  // GitHub's REST API sends reads on with 301, and writes with 307.
  it.each([
    ['GET', 301],
    ['POST', 307],
  ] as const)('is followed by a %s, as itself', async (method, status) => {
    const repo = await box.createRepository({ owner: 'octo', name: `new-${status}`, files: { a: 'a' } });
    const issue = repo.openIssue({ title: 'Talk', body: '' });
    const client = await (await openTestGitHub(box)).installation(box.installation('octo').id);
    const path = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
    const location = `${box.url}/api/v3/repos/octo/new-${status}/issues/${issue}/comments`;
    box.fail({ endpoint: `${method} ${path}`, times: 1, does: { status, headers: { location }, body: {} } });
    const place = { owner: 'octo', repo: 'old', issue_number: issue };
    if (method === 'GET') expect((await client.rest(`GET ${path}`, place)).data).toEqual([]);
    else await client.rest(`POST ${path}`, { ...place, body: 'said' });
    expect(repo.comments(issue).map(({ body }) => body)).toEqual(method === 'GET' ? [] : ['said']);
  });
});
