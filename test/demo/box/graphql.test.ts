import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../../src/demo/box/start-github-box.ts';
import { asInstallation } from './clients.ts';

let box: GitHubBox;
let tool: BoxRepository;

beforeAll(async () => {
  box = await startGitHubBox({ mergeDelay: 1 });
  tool = await box.createRepository({
    owner: 'acme',
    name: 'tool',
    files: { 'README.md': 'Tool\n', '.github/workflows/ci.yml': 'on: push\n' },
  });
});
afterAll(() => box.close());

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: an answer has whatever shape the query of a test asks for
  readonly data?: any;
  readonly errors?: readonly { readonly type?: string; readonly path?: unknown; readonly message: string }[];
}

/** Asks as the installation does, and gives data and errors as they came, always with status 200. */
async function query(text: string): Promise<Answer> {
  const { token } = (await asInstallation(box, 'acme').auth({ type: 'installation' })) as { token: string };
  const answer = await fetch(`${box.url}/api/graphql`, {
    method: 'POST',
    headers: { authorization: `bearer ${token}` },
    body: JSON.stringify({ query: text }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
}

const inTool = (fields: string) => `{ repository(owner: "acme", name: "tool") { ${fields} } }`;

describe('files over GraphQL', () => {
  it('come with their trees', async () => {
    const { data } = await query(
      inTool(`defaultBranchRef { name target { ... on Commit { file(path: ".github/workflows") {
        type mode object { ... on Tree { entries { name path mode type oid object { ... on Blob {
          text byteSize isTruncated isBinary oid } } } } } } } } }`),
    );
    const { name, target } = data.repository.defaultBranchRef;
    expect(name).toBe('main');
    expect(target.file).toMatchObject({ type: 'tree', mode: 0o40000 });
    expect(target.file.object.entries).toMatchObject([
      {
        name: 'ci.yml',
        path: '.github/workflows/ci.yml',
        mode: 0o100644,
        type: 'blob',
        object: { text: 'on: push\n', byteSize: 9, isTruncated: false, isBinary: false },
      },
    ]);
  });

  it('that are missing are null: with an error by path, without one by expression', async () => {
    const { data, errors } = await query(
      inTool(`a: object(expression: "main:nope") { oid } b: object(expression: "main") {
        ... on Commit { file(path: "nope/x.yml") { oid } } }`),
    );
    expect(data.repository).toEqual({ a: null, b: { file: null } });
    expect(errors).toEqual([
      {
        type: 'NOT_FOUND',
        path: ['repository', 'b', 'file'],
        locations: expect.anything(),
        message: "Could not resolve file for path 'nope/x.yml'.",
      },
    ]);
  });

  it('are not looked for where no repository has them', async () => {
    const odd = ['main:../x', 'main:./x', '', ':', 'main:', '--help', 'main:a:b', 'HEAD@{yesterday}', '..'];
    const fields = odd.map(
      (name, index) => `o${index}: object(expression: ${JSON.stringify(name)}) { __typename }`,
    );
    const { data, errors } = await query(inTool(fields.join(' ')));
    expect(errors).toBeUndefined();
    expect(data.repository).toMatchObject({
      o0: null,
      o1: null,
      o2: null,
      o4: { __typename: 'Tree' },
      o5: null,
    });
  });

  it('are cut at 512,000 bytes, and binaries have no text', async () => {
    await tool.push('odd', {
      'large.txt': 'x'.repeat(512_001),
      'full.txt': 'x'.repeat(512_000),
      'binary.yml': Buffer.from('on: push\n', 'utf16le'),
      'link.yml': { link: 'README.md' },
      'dir.yml/a': 'a',
      module: { submodule: '2'.repeat(40) },
    });
    const blob = '{ ... on Blob { byteSize isTruncated isBinary text } }';
    const { data } = await query(
      inTool(`large: object(expression: "odd:large.txt") ${blob} full: object(expression: "odd:full.txt") ${blob}
        binary: object(expression: "odd:binary.yml") ${blob}
        tree: object(expression: "odd:") { ... on Tree { entries { name type mode object { oid } } } }`),
    );
    const { large, full, binary, tree } = data.repository;
    expect(large).toMatchObject({ byteSize: 512_001, isTruncated: true });
    expect(large.text).toHaveLength(512_000);
    expect(full).toMatchObject({ isTruncated: false });
    expect(binary).toMatchObject({ isBinary: true, text: null });
    const entry = (name: string) => tree.entries.find((one: { name: string }) => one.name === name);
    expect(entry('link.yml')).toMatchObject({ type: 'blob', mode: 0o120000 });
    expect(entry('dir.yml')).toMatchObject({ type: 'tree' });
    expect(entry('module')).toMatchObject({ type: 'commit', object: null });
  });
});

describe('a pull request over GraphQL', () => {
  const merge = 'mergeable potentialMergeCommit { oid parents(first: 2) { nodes { oid } } }';
  const read = async (number: number, fields: string) =>
    (await query(inTool(`pullRequest(number: ${number}) { ${fields} }`))).data.repository.pullRequest;

  it('has a merge that GitHub computes after a while, with both sides as parents', async () => {
    await tool.push('topic', { 'topic.txt': 'x\n' });
    const { issue } = await tool.openPullRequest({ title: 'Topic', head: 'topic', author: 'ada' });
    expect(await read(issue.number, merge)).toEqual({ mergeable: 'UNKNOWN', potentialMergeCommit: null });
    const parents = { nodes: [{ oid: await tool.sha('main') }, { oid: await tool.sha('topic') }] };
    expect(await read(issue.number, merge)).toMatchObject({
      mergeable: 'MERGEABLE',
      potentialMergeCommit: { parents },
    });
    await tool.push('main', { 'elsewhere.txt': 'y\n' });
    expect(await read(issue.number, 'mergeable')).toEqual({ mergeable: 'UNKNOWN' });
    const now = { nodes: [{ oid: await tool.sha('main') }, { oid: await tool.sha('topic') }] };
    expect(await read(issue.number, merge)).toMatchObject({ potentialMergeCommit: { parents: now } });
  });

  it('has no merge where the two sides conflict', async () => {
    await tool.push('left', { 'README.md': 'left\n' });
    await tool.push('main', { 'README.md': 'right\n' });
    const { issue } = await tool.openPullRequest({ title: 'Left', head: 'left' });
    await read(issue.number, 'mergeable');
    expect(await read(issue.number, merge)).toEqual({ mergeable: 'CONFLICTING', potentialMergeCommit: null });
  });

  it('from a fork is readable in the base repository', async () => {
    const fork = await box.fork(tool, 'eve');
    const sha = await fork.push(
      'evil',
      { '.github/workflows/evil.yml': 'on: pull_request\n' },
      { by: 'eve' },
    );
    const { issue } = await tool.openPullRequest({ title: 'Evil', head: 'evil', from: fork, author: 'eve' });
    const fields = `isCrossRepository headRefOid author { login __typename } headRepositoryOwner { login }
      commits(last: 1) { nodes { commit { oid file(path: ".github/workflows/evil.yml") { oid } } } }
      files(first: 5) { nodes { path changeType } } changedFiles`;
    expect(await read(issue.number, fields)).toMatchObject({
      isCrossRepository: true,
      headRefOid: sha,
      author: { login: 'eve', __typename: 'User' },
      commits: { nodes: [{ commit: { oid: sha, file: { oid: expect.any(String) } } }] },
      files: { nodes: [{ path: '.github/workflows/evil.yml', changeType: 'ADDED' }] },
      changedFiles: 1,
    });
    expect(await tool.sha(`refs/pull/${issue.number}/head`)).toBe(sha);
    const next = await fork.push('evil', { 'more.txt': 'x' }, { by: 'eve' });
    expect(await read(issue.number, 'headRefOid')).toEqual({ headRefOid: next });
    expect(await tool.file(next, 'more.txt')).toBe('x');
  });

  it("names a bot without '[bot]'", async () => {
    const github = asInstallation(box, 'acme');
    const number = tool.openIssue({ title: 'Sprint', author: 'ada' });
    await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      owner: 'acme',
      repo: 'tool',
      issue_number: number,
      body: 'hello',
    });
    const fields = 'comments(last: 5) { totalCount nodes { body author { login __typename } } }';
    const { data } = await query(inTool(`issue(number: ${number}) { ${fields} }`));
    expect(data.repository.issue.comments).toMatchObject({
      totalCount: 1,
      nodes: [{ body: 'hello', author: { login: 'ci-warden', __typename: 'Bot' } }],
    });
  });
});

describe('errors over GraphQL', () => {
  it('come with status 200 and the data that there is', async () => {
    const { data, errors } = await query(
      '{ a: repository(owner: "acme", name: "none") { id } b: repository(owner: "acme", name: "tool") { name } }',
    );
    expect(data).toEqual({ a: null, b: { name: 'tool' } });
    expect(errors).toMatchObject([{ type: 'NOT_FOUND', path: ['a'] }]);
  });

  it("follow GitHub's real schema", async () => {
    expect((await query('{ repository(owner: "acme") { name } }')).errors?.[0]?.message).toContain('"name"');
    expect((await query('{ nope }')).errors?.[0]?.message).toContain('nope');
    expect((await query('{')).errors?.[0]?.message).toContain('Syntax Error');
  });

  it('ask for the bounds of a connection', async () => {
    const { errors } = await query(inTool('pullRequests { totalCount }'));
    expect(errors).toMatchObject([{ type: 'MISSING_PAGINATION_BOUNDARIES' }]);
    const many = await query(inTool('pullRequests(first: 101) { totalCount }'));
    expect(many.errors).toMatchObject([{ type: 'EXCESSIVE_PAGINATION' }]);
  });

  it('say that the box does not serve a field, rather than answer null', async () => {
    const { errors } = await query(inTool('diskUsage'));
    expect(errors?.[0]?.message).toContain('Repository.diskUsage');
  });

  it('say which part an App may not read', async () => {
    box.setPermissions('acme', { contents: 'read', metadata: 'read' });
    const { data, errors } = await query(inTool('name issue(number: 1) { title }'));
    expect(data.repository).toEqual({ name: 'tool', issue: null });
    expect(errors).toMatchObject([{ type: 'FORBIDDEN', path: ['repository', 'issue'] }]);
    box.setPermissions('acme', box.state.app.permissions);
  });

  it('are a 401 for whoever is no installation', async () => {
    const answer = await fetch(`${box.url}/api/graphql`, {
      method: 'POST',
      body: '{"query":"{ viewer { login } }"}',
    });
    expect(answer.status).toBe(401);
  });
});

describe('the cost of a query', () => {
  it("is reckoned as GitHub's", async () => {
    const nested = inTool(
      'pullRequests(first: 100) { nodes { comments(first: 100) { nodes { body } } commits(last: 50) { totalCount } } }',
    );
    const { data } = await query(
      `query { rateLimit { cost nodeCount remaining } ...F } fragment F on Query ${nested}`,
    );
    // 1 request for the pull requests, then 100 for the comments and 100 for the commits of each.
    expect(data.rateLimit).toMatchObject({ cost: 2, nodeCount: 100 + 100 * 100 + 100 * 50 });
  });

  it('has a limit', async () => {
    const deep = 'comments(first: 100) { nodes { id } }';
    const text = Array.from({ length: 60 }, (_, index) => `c${index}: ${deep}`).join(' ');
    const { errors } = await query(inTool(`pullRequests(first: 100) { nodes { ${text} } }`));
    expect(errors).toMatchObject([{ type: 'MAX_NODE_LIMIT_EXCEEDED' }]);
  });
});
