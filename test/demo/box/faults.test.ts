import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../../src/demo/box/github-box.ts';
import {
  badCredentials,
  commitGone,
  errorPage,
  graphqlLimit,
  graphqlTimeout,
  primaryLimit,
  secondaryLimit,
  serverError,
} from '../../../src/demo/box/http/refusals.ts';
import { startGitHubBox } from '../../../src/demo/box/start-github-box.ts';
import { asInstallation, ask, refusalOf } from './clients.ts';

let box: GitHubBox;
let tool: BoxRepository;
/** How far the box's clock is ahead. */
let minutesOn = 0;
const where = { owner: 'acme', repo: 'tool' };
const comments = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';

beforeAll(async () => {
  box = await startGitHubBox({ mostTreeEntries: 2, now: () => new Date(Date.now() + minutesOn * 60_000) });
  tool = await box.createRepository({
    ...where,
    name: 'tool',
    visibility: 'public',
    files: { a: 'a', b: 'b', c: 'c' },
  });
});
afterAll(() => box.close());

const repository = async () => (await ask(box, '/repos/acme/tool')).status;

describe('a refusal', () => {
  it.each([
    [serverError(500), 500, /Server Error/],
    [errorPage(503), 503, /^<!DOCTYPE html>/],
    [secondaryLimit(7), 403, /secondary rate limit/],
    [primaryLimit(new Date(9000)), 403, /API rate limit exceeded/],
    [graphqlLimit(new Date(9000)), 200, /"type":"RATE_LIMITED"/],
    [graphqlTimeout(), 200, /"data":null/],
    [commitGone('0123'), 422, /No commit found for SHA: 0123/],
    [badCredentials(), 401, /Bad credentials/],
  ])("is in GitHub's words", async (does, status, text) => {
    box.fail({ times: 1, does });
    const answer = await ask(box, '/repos/acme/tool');
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(text);
    expect(await repository()).toBe(200);
  });

  it('for a limit says until when', async () => {
    box.fail({ times: 1, does: secondaryLimit(7) });
    expect((await ask(box, '/repos/acme/tool')).headers.get('retry-after')).toBe('7');
    box.fail({ times: 1, does: primaryLimit(new Date(9000)) });
    const { headers } = await ask(box, '/repos/acme/tool');
    expect([headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-reset')]).toEqual(['0', '9']);
  });
});

describe('a broken line', () => {
  it('cuts an answer in the middle', async () => {
    box.fail({ times: 1, does: 'cut-answer' });
    const answer = await ask(box, '/repos/acme/tool');
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  it('gives no answer at all', async () => {
    box.fail({ times: 1, does: 'hang' });
    const signal = AbortSignal.timeout(100);
    await expect(ask(box, '/repos/acme/tool', { signal })).rejects.toThrow(/timeout/);
  });

  it('carries out later what nobody waits for any more', async () => {
    const issue = tool.openIssue({ title: 'Talk', body: '' });
    box.fail({ endpoint: comments.replace('GET', 'POST'), times: 1, does: { delay: 1500 } });
    const github = asInstallation(box, 'acme');
    await github.request(comments, { ...where, issue_number: issue });
    const say = github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...where,
      issue_number: issue,
      body: 'Hi',
      request: { signal: AbortSignal.timeout(500) },
    });
    await expect(say).rejects.toThrow();
    expect(tool.comments(issue)).toEqual([]);
    await expect.poll(() => tool.comments(issue).length, { timeout: 20_000 }).toBe(1);
  });

  it('tells whoever asks when a request is carried out and not yet answered', async () => {
    const seen: number[] = [];
    const carriedOut = async () => {
      seen.push(box.requests.length);
    };
    box.fail({ times: 1, does: { carriedOut } });
    expect(await repository()).toBe(200);
    expect(seen).toEqual([box.requests.length]);
  });
});

describe('a replica that lags behind', () => {
  it('does not show what was just written, nor a head that was just pushed', async () => {
    const github = asInstallation(box, 'acme');
    const before = await tool.push('topic', { a: 'b' });
    const pull = await tool.openPullRequest({ head: 'topic', title: 'A change' });
    const { number } = pull.issue;
    minutesOn += 2;
    const after = await tool.push('topic', { a: 'c' });
    tool.comment(number, 'mona', 'Hello');
    const query = `query { repository(owner: "acme", name: "tool") { pullRequest(number: ${number}) { headRefOid } } }`;
    const head = async () =>
      (await github.graphql<{ repository: { pullRequest: { headRefOid: string } } }>(query)).repository
        .pullRequest.headRefOid;
    const said = async () => (await github.request(comments, { ...where, issue_number: number })).data.length;
    box.fail({ endpoint: 'POST /graphql', times: 1, does: { lag: 60_000 } });
    expect(await head()).toBe(before);
    box.fail({ endpoint: comments, times: 1, does: { lag: 60_000 } });
    expect(await said()).toBe(0);
    expect([await head(), await said()]).toEqual([after, 1]);
    box.fail({ times: 1, does: { lag: 200_000 } });
    expect((await refusalOf(head())).message).toMatch(/Could not resolve to a PullRequest/);
  });
});

describe('weather', () => {
  it('strikes what no fault strikes, for as long as it lasts', async () => {
    box.setWeather(({ path }) => (path.endsWith('/tool') ? serverError() : undefined));
    box.fail({ times: 1, does: serverError(500) });
    expect([await repository(), await repository()]).toEqual([500, 502]);
    expect((await ask(box, '/rate_limit')).status).toBe(200);
    box.setWeather(() => undefined);
    expect(await repository()).toBe(200);
  });
});

describe('a tree', () => {
  it('that is too large is cut off', async () => {
    const tree = await ask(box, `/repos/acme/tool/git/trees/${await tool.sha('main')}?recursive=1`);
    expect(await tree.json()).toMatchObject({ truncated: true, tree: [{ path: 'a' }, { path: 'b' }] });
  });
});
