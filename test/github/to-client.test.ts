import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { badCredentials, errorPage, graphqlTimeout, serverError } from '../../src/demo/box/http/refusals.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import type { GitHubClient } from '../../src/github/client.ts';
import { GitHubUnavailable, InstallationGone, Unauthenticated } from '../../src/github/errors.ts';
import { openTestGitHub } from './open-test-github.ts';

let box: GitHubBox;
let repo: BoxRepository;
const where = { owner: 'octo', repo: 'talk' };
const list = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
const say = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';

beforeAll(async () => {
  box = await startGitHubBox();
  repo = await box.createRepository({ owner: 'octo', name: 'talk', files: { a: 'a' } });
});
afterAll(() => box.close());

async function client(settle = 0): Promise<GitHubClient> {
  const github = await openTestGitHub(box, { writeSettleMilliseconds: settle });
  return github.installation(box.installation('octo').id);
}

const viewer = (github: GitHubClient) => github.query('query { viewer { login } }', {});

describe('an answer that breaks off', () => {
  it.each(['cut-answer', 'reset', 'lose-answer'] as const)('(%s) is none', async (does) => {
    const github = await client();
    const asked = { ...where, issue_number: repo.openIssue({ title: 'Talk', body: '' }) };
    box.fail({ endpoint: list, times: 1, does });
    await expect(github.rest(list, asked)).rejects.toThrow(GitHubUnavailable);
    box.fail({ endpoint: 'POST /graphql', times: 1, does });
    await expect(viewer(github)).rejects.toThrow(GitHubUnavailable);
    expect(await github.rest(list, asked)).toMatchObject({ data: [] });
    expect(await viewer(github)).toMatchObject({ errors: [] });
  });
});

describe('a broken GitHub', () => {
  it.each([serverError(500), errorPage(502), errorPage(504), graphqlTimeout()])(
    'is told by %o',
    async (does) => {
      const github = await client();
      box.fail({ endpoint: 'POST /graphql', times: 1, does });
      await expect(viewer(github)).rejects.toThrow(GitHubUnavailable);
    },
  );
});

describe('a write whose fate is not known', () => {
  it('ends when it can not come about any more, and holds up no other', async () => {
    const github = await client(3000);
    const issue = repo.openIssue({ title: 'Talk', body: '' });
    box.fail({ endpoint: say, times: 1, does: 'lose-answer' });
    const begun = performance.now();
    const lost = github.rest(say, { ...where, issue_number: issue, body: 'Lost' }).catch((error) => error);
    await github.rest(say, { ...where, issue_number: issue, body: 'Heard' });
    const heardAfter = performance.now() - begun;
    expect(await lost).toBeInstanceOf(GitHubUnavailable);
    expect(performance.now() - begun).toBeGreaterThan(2990);
    expect(heardAfter).toBeLessThan(performance.now() - begun);
    expect(repo.comments(issue).map(({ body }) => body)).toEqual(['Lost', 'Heard']);
  });
});

describe('a token', () => {
  it('that was withdrawn is exchanged for the next attempt', async () => {
    const github = await client();
    await viewer(github);
    box.state.tokens.clear();
    // Octokit itself tries again for as long as a token is so young that GitHub may not know it everywhere.
    await expect(viewer(github)).rejects.toThrow(Unauthenticated);
    expect(await viewer(github)).toMatchObject({ errors: [] });
  });

  it('that GitHub does not take is told', async () => {
    const github = await client();
    box.fail({
      endpoint: 'POST /app/installations/{installation_id}/access_tokens',
      times: 1,
      does: badCredentials(),
    });
    await expect(viewer(github)).rejects.toThrow(Unauthenticated);
  });

  it('of an installation that was suspended since says so', async () => {
    const github = await client();
    await viewer(github);
    box.suspend('octo');
    await expect(viewer(github)).rejects.toThrow(InstallationGone);
    box.unsuspend('octo');
    expect(await viewer(github)).toMatchObject({ errors: [] });
  });

  it('of an installation that was taken away can not be had again', async () => {
    const gone = await box.createRepository({ owner: 'gone', name: 'talk', files: { a: 'a' } });
    const { id } = box.installation('gone');
    const github = await (await openTestGitHub(box)).installation(id);
    await viewer(github);
    box.uninstall('gone');
    await expect(viewer(github)).rejects.toThrow(Unauthenticated);
    await expect(viewer(github)).rejects.toThrow(InstallationGone);
    expect(gone.fullName).toBe('gone/talk');
  });
});
