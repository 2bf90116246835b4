import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../../src/demo/box/start-github-box.ts';
import { asInstallation, refusalOf } from './clients.ts';

const where = { owner: 'acme', repo: 'tool' };
const workflow = 'on: push\njobs: {}\n';
let box: GitHubBox;
let tool: BoxRepository;
let github: ReturnType<typeof asInstallation>;

beforeAll(async () => {
  box = await startGitHubBox();
  tool = await box.createRepository({
    owner: 'acme',
    name: 'tool',
    files: { 'README.md': 'Tool\n', '.github/workflows/ci.yml': workflow },
    roles: { ada: 'maintain', bob: 'triage' },
  });
  github = asInstallation(box, 'acme');
});
afterAll(() => box.close());

describe('git over REST', () => {
  it('gives files, trees, blobs and refs as they are in git', async () => {
    const { data: file } = await github.request('GET /repos/{owner}/{repo}/contents/{path}', {
      ...where,
      path: '.github/workflows/ci.yml',
    });
    expect(file).toMatchObject({ type: 'file', size: workflow.length, encoding: 'base64' });
    const { data: folder } = await github.request('GET /repos/{owner}/{repo}/contents/{path}', {
      ...where,
      path: '.github/workflows',
    });
    expect(folder).toMatchObject([{ type: 'file', name: 'ci.yml' }]);
    const { data: ref } = await github.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
      ...where,
      ref: 'heads/main',
    });
    expect(ref.object.sha).toBe(await tool.sha('main'));
    const { data: tree } = await github.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
      ...where,
      tree_sha: 'main',
      recursive: '1',
    });
    const paths = tree.tree.map((entry) => entry.path);
    expect(paths).toEqual(['.github', '.github/workflows', '.github/workflows/ci.yml', 'README.md']);
    const sha = tree.tree[2]?.sha ?? '';
    const { data: blob } = await github.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', {
      ...where,
      file_sha: sha,
    });
    expect(Buffer.from(blob.content, 'base64').toString()).toBe(workflow);
  });

  it('answers raw where raw is asked for, 404 where nothing is', async () => {
    const raw = await github.request('GET /repos/{owner}/{repo}/contents/{path}', {
      ...where,
      path: 'README.md',
      mediaType: { format: 'raw' },
    });
    expect(raw.data).toBe('Tool\n');
    const missing = github.request('GET /repos/{owner}/{repo}/contents/{path}', { ...where, path: 'no' });
    expect((await refusalOf(missing)).status).toBe(404);
  });

  it('compares from the merge base', async () => {
    const base = await tool.sha('main');
    await tool.push('ahead', { 'a.txt': 'a\n' });
    await tool.push('ahead', { 'b.txt': 'b\n' });
    await tool.push('main', { 'README.md': 'Tool 2\n' });
    const { data } = await github.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      ...where,
      basehead: 'main...ahead',
    });
    expect(data).toMatchObject({ status: 'diverged', ahead_by: 2, behind_by: 1, total_commits: 2 });
    expect(data.merge_base_commit.sha).toBe(base);
    expect(data.files?.map((file) => [file.filename, file.status])).toEqual([
      ['a.txt', 'added'],
      ['b.txt', 'added'],
    ]);
  });
});

describe('pull requests over REST', () => {
  it('have their files, with renames and hunks, and say whether they can be merged', async () => {
    await tool.push(
      'rename',
      { 'README.md': null, 'READ.md': 'Tool\n', 'new.txt': '1\n2\n' },
      { from: 'main~1' },
    );
    const pull = await tool.openPullRequest({ title: 'Rename', head: 'rename', author: 'ada' });
    const { number } = pull.issue;
    const { data: files } = await github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
      ...where,
      pull_number: number,
    });
    expect(files.map((file) => [file.filename, file.status, file.previous_filename])).toEqual([
      ['READ.md', 'renamed', 'README.md'],
      ['new.txt', 'added', undefined],
    ]);
    expect(files[1]).toMatchObject({ additions: 2, deletions: 0, patch: '@@ -0,0 +1,2 @@\n+1\n+2' });
    const { data } = await github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...where,
      pull_number: number,
    });
    expect(data).toMatchObject({ commits: 1, changed_files: 2, user: { login: 'ada' }, state: 'open' });
    const { data: ofCommit } = await github.request('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', {
      ...where,
      commit_sha: await tool.sha('rename'),
    });
    expect(ofCommit.map((one) => one.number)).toEqual([number]);
  });
});

describe('people', () => {
  it('have the permission that GitHub would say', async () => {
    const roleOf = async (username: string) => {
      const endpoint = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
      const { data } = await github.request(endpoint, { ...where, username });
      return [data.permission, data.role_name];
    };
    box.state.account('stranger');
    expect(await roleOf('ada')).toEqual(['write', 'maintain']);
    expect(await roleOf('bob')).toEqual(['read', 'triage']);
    expect(await roleOf('stranger')).toEqual(['none', 'none']);
    expect((await refusalOf(roleOf('nobody'))).status).toBe(404);
  });
});

describe('comments and reactions', () => {
  it('are written, changed, listed in pages and taken away', async () => {
    const issue = tool.openIssue({ title: 'Sprint', author: 'ada' });
    const at = { ...where, issue_number: issue };
    for (let count = 1; count <= 5; count += 1) {
      await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...at,
        body: `comment ${count}`,
      });
    }
    const first = await github.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...at,
      per_page: 2,
    });
    expect(first.headers.link).toMatch(/page=2>; rel="next".*page=3>; rel="last"/);
    const all = await github.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...at,
      per_page: 2,
    });
    expect(all.map((one) => one.body)).toEqual([1, 2, 3, 4, 5].map((count) => `comment ${count}`));
    expect(all[0]).toMatchObject({ user: { login: 'ci-warden[bot]', type: 'Bot' } });
    const comment = { ...where, comment_id: all[0]?.id ?? 0 };
    const path = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
    expect((await github.request(path, { ...comment, body: 'changed' })).data.body).toBe('changed');
    await github.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', comment);
    expect(tool.comments(issue)).toHaveLength(4);
  });

  it('stand once for each person and content', async () => {
    const { id } = tool.comment(tool.openIssue({ title: 'x' }), 'ada', '/ci-audit');
    const path = 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions';
    const react = () => github.request(path, { ...where, comment_id: id, content: 'eyes' });
    expect((await react()).status).toBe(201);
    expect((await react()).status).toBe(200);
    const { data } = await github.request(
      'GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions',
      { ...where, comment_id: id },
    );
    expect(data.map((one) => one.content)).toEqual(['eyes']);
  });
});
