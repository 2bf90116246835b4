import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../../src/demo/box/start-github-box.ts';
import { asInstallation, refusalOf } from './clients.ts';

const where = { owner: 'acme', repo: 'tool' };
let box: GitHubBox;
let tool: BoxRepository;
let sha: string;
let github: ReturnType<typeof asInstallation>;

beforeAll(async () => {
  box = await startGitHubBox();
  tool = await box.createRepository({ owner: 'acme', name: 'tool', files: { 'a.yml': 'a: 1\n' } });
  sha = await tool.sha('main');
  github = asInstallation(box, 'acme');
});
afterAll(() => box.close());

const annotation = {
  path: 'a.yml',
  start_line: 1,
  end_line: 1,
  annotation_level: 'failure',
  message: 'm',
} as const;

function create(output: object, more: object = {}) {
  return github.request('POST /repos/{owner}/{repo}/check-runs', {
    ...where,
    name: 'ci-warden',
    head_sha: sha,
    output: { title: 't', summary: 's', ...output },
    ...more,
  });
}

describe('check runs', () => {
  it('complete with their conclusion, and collect annotations over updates', async () => {
    const { data: run } = await create({ annotations: Array(50).fill(annotation) });
    expect(run).toMatchObject({ status: 'queued', conclusion: null });
    const { data: done } = await github.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
      ...where,
      check_run_id: run.id,
      conclusion: 'failure',
      output: { title: 't', summary: 's2', annotations: [{ ...annotation, message: 'last' }] },
    });
    expect(done).toMatchObject({
      status: 'completed',
      conclusion: 'failure',
      output: { annotations_count: 51 },
    });
    const all = await github.paginate('GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations', {
      ...where,
      check_run_id: Number(run.id),
      per_page: 20,
    });
    expect(all).toHaveLength(51);
    expect(all.at(-1)).toMatchObject({ message: 'last', start_column: null });
  });

  it('are listed by the newest of each name', async () => {
    const { data: newest } = await create({}, { name: 'twice', conclusion: 'neutral' });
    await create({}, { name: 'twice', conclusion: 'success' });
    const list = (more: object) =>
      github.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
        ...where,
        ref: 'main',
        ...more,
      });
    const latest = await list({ check_name: 'twice' });
    expect(latest.data.check_runs.map((run) => run.conclusion)).toEqual(['success']);
    const all = await list({ check_name: 'twice', filter: 'all' });
    expect(all.data.check_runs.map((run) => run.conclusion)).toEqual(['success', 'neutral']);
    expect(all.data.check_runs[1]?.id).toBe(newest.id);
  });

  it('need a commit that is there', async () => {
    const nowhere = create({}, { head_sha: '1'.repeat(40) });
    expect(await refusalOf(nowhere)).toMatchObject({ status: 422, message: /No commit found/ });
  });
});

describe("GitHub's limits", () => {
  it.each([
    ['51 annotations', { annotations: Array(51).fill(annotation) }, /No more than 50 items/],
    ['a summary of 65,536 characters', { summary: 'x'.repeat(65_536) }, /Only 65535 characters/],
    ['a text of 65,536 characters', { text: 'x'.repeat(65_536) }, /Only 65535 characters/],
    ['a summary of too many bytes', { summary: 'é'.repeat(40_000) }, /65535 bytes/],
    ['a title of 256 characters', { title: 'x'.repeat(256) }, /255 characters/],
    ['columns over two lines', { annotations: [{ ...annotation, end_line: 2, start_column: 1 }] }, /columns/],
    ['lines that go backwards', { annotations: [{ ...annotation, start_line: 3 }] }, /start_line/],
    [
      'a message of more than 64 KB',
      { annotations: [{ ...annotation, message: 'x'.repeat(65_537) }] },
      /64 KB/,
    ],
    ['an unknown level', { annotations: [{ ...annotation, annotation_level: 'error' }] }, /annotation_level/],
  ])('refuse %s', async (_, output, message) => {
    expect(await refusalOf(create(output))).toMatchObject({ status: 422, message });
  });

  it('let through what just fits', async () => {
    const { status } = await create({
      title: 'x'.repeat(255),
      summary: 'x'.repeat(65_535),
      text: 'x'.repeat(65_535),
      annotations: [{ ...annotation, start_column: 1, end_column: 4, message: 'x'.repeat(65_536) }],
    });
    expect(status).toBe(201);
  });

  it('refuse a comment of more than 65,536 characters and an empty one', async () => {
    const issue = tool.openIssue({ title: 'x' });
    const comment = (body: string) =>
      github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...where,
        issue_number: issue,
        body,
      });
    expect((await comment('x'.repeat(65_536))).status).toBe(201);
    expect(await refusalOf(comment('x'.repeat(65_537)))).toMatchObject({ status: 422, message: /too long/ });
    expect((await refusalOf(comment(' '))).status).toBe(422);
  });
});

describe('the limit of an hour', () => {
  it('counts down, is told in headers, and ends in a 403', async () => {
    const small = await startGitHubBox({ hourlyLimit: 3 });
    try {
      await small.createRepository({ owner: 'acme', name: 'tool', files: { 'a.yml': 'a: 1\n' } });
      const client = asInstallation(small, 'acme');
      const get = () => client.request('GET /repos/{owner}/{repo}', where);
      expect((await get()).headers['x-ratelimit-remaining']).toBe('2');
      await get();
      await get();
      expect(await refusalOf(get())).toMatchObject({ status: 403, message: /API rate limit exceeded/ });
      const { data } = await client.request('GET /rate_limit');
      expect(data.resources.core).toMatchObject({ limit: 3, remaining: 0 });
      expect(data.resources.graphql).toMatchObject({ limit: 3, remaining: 3 });
    } finally {
      await small.close();
    }
  });
});
