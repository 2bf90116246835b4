import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TreeEntry } from '../../src/core/audit/tree.ts';
import { howItRuns } from '../../src/core/capability/how-it-runs.ts';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import type { GitHubClient } from '../../src/github/client.ts';
import { NotFound } from '../../src/github/errors.ts';
import { readCommits } from '../../src/github/read-commits.ts';
import { readDefaultBranch } from '../../src/github/read-default-branch.ts';
import { readFiles } from '../../src/github/read-files.ts';
import { readManifests } from '../../src/github/read-manifests.ts';
import { readPermission } from '../../src/github/read-permission.ts';
import { openTestGitHub } from './open-test-github.ts';

let box: GitHubBox;
let client: GitHubClient;
let repo: BoxRepository;
const name = { owner: 'octo', name: 'files' };

beforeAll(async () => {
  box = await startGitHubBox();
  repo = await box.createRepository({
    ...name,
    visibility: 'public',
    roles: { wendy: 'write', mike: 'maintain', tom: 'triage' },
    files: { '.github/workflows/plain.yml': 'on: push\n', 'scripts/e2e.sh': 'true\n' },
  });
  client = await (await openTestGitHub(box)).installation(box.installation('octo').id);
});
afterAll(() => box.close());

describe('the files of a commit', () => {
  it('are text, or say why they are not', async () => {
    const long = `# ${'x'.repeat(600_000)}\n`;
    const sha = await repo.push('odd', {
      '.github/workflows/long.yml': long,
      '.github/workflows/huge.yml': 'x'.repeat(5 * 1024 * 1024 + 1),
      '.github/workflows/binary.yml': Buffer.from([0, 1, 2, 255]),
      '.github/workflows/utf16.yml': Buffer.from('\uFEFFon: push\n', 'utf16le'),
      '.github/workflows/folder.yml/inner.yml': 'on: push\n',
      '.github/workflows/empty.yml': '',
      '.github/ci-warden.yml': 'version: 1\n',
    });
    const { commits, visibility } = await readCommits(client, name, {
      oids: [sha],
      paths: ['scripts/e2e.sh', 'nowhere'],
    });
    expect(visibility).toBe('public');
    const tree = commits[0]?.tree ?? new Map<string, TreeEntry>();
    const shown = Object.fromEntries(
      [...tree.values()].map((entry) => [
        entry.path.replace('.github/workflows/', ''),
        entry.kind === 'text' ? entry.text.length : entry.why,
      ]),
    );
    expect(shown).toEqual({
      'plain.yml': 9,
      'long.yml': long.length,
      'huge.yml': 'it is too large to be read (5242881 bytes)',
      'binary.yml': 'it is not UTF-8 text',
      'utf16.yml': 'it is not UTF-8 text',
      'folder.yml': 'it is a directory',
      'empty.yml': 0,
      '.github/ci-warden.yml': 11,
      'scripts/e2e.sh': 5,
    });
    const entry = tree.get('.github/workflows/plain.yml');
    expect(entry?.id).toBe(await repo.sha('odd:.github/workflows/plain.yml'));
  });

  it('of a commit that is not there are undefined', async () => {
    const sha = await repo.sha('main');
    const { commits } = await readCommits(client, name, { oids: ['0123456789'.repeat(4), sha], paths: [] });
    expect(commits.map((commit) => commit?.oid)).toEqual([undefined, sha]);
  });

  it('are read further, at several commits at once', async () => {
    const sha = await repo.push('more', { 'scripts/e2e.sh': 'false\n' });
    const trees = await readFiles(client, name, {
      oids: [sha, await repo.sha('main')],
      paths: ['scripts/e2e.sh', 'scripts/none.sh'],
    });
    expect(trees.map((tree) => [...tree.values()].map((one) => one.kind === 'text' && one.text))).toEqual([
      ['false\n'],
      ['true\n'],
    ]);
  });
});

describe('the default branch', () => {
  it('is read at its tip', async () => {
    expect(await readDefaultBranch(client, name, [])).toMatchObject({
      name: 'main',
      tip: { oid: await repo.sha('main') },
    });
  });

  it('of an empty repository, or of none, is not found', async () => {
    await box.createRepository({ owner: 'octo', name: 'empty' });
    await expect(readDefaultBranch(client, { owner: 'octo', name: 'empty' }, [])).rejects.toThrow(NotFound);
    await expect(readDefaultBranch(client, { owner: 'octo', name: 'none' }, [])).rejects.toThrow(NotFound);
  });
});

describe('a permission', () => {
  it.each([
    ['wendy', 'write'],
    ['mike', 'write'],
    ['tom', 'read'],
    ['stranger', 'read'],
  ])('of %s is %s', async (login, permission) => {
    box.state.account('stranger');
    expect(await readPermission(client, name, login)).toBe(permission);
  });

  it('of nobody is none', async () => {
    expect(await readPermission(client, name, 'nobody-at-all')).toBe('none');
  });
});

describe("other repositories' actions", () => {
  it('say how they run', async () => {
    const manifests = {
      'action.yml': 'name: A\nruns:\n  using: docker\n  image: Dockerfile\n',
      'node/action.yaml': 'runs: { using: node20, main: index.js }\n',
      'composite/action.yml': 'runs:\n  using: composite\n  steps: []\n',
      'odd/action.yml': 'runs: [',
    };
    const actions = await box.createRepository({
      owner: 'maker',
      name: 'actions',
      visibility: 'public',
      files: manifests,
    });
    const sha = await actions.sha('main');
    const references = [
      `maker/actions@${sha}`,
      'maker/actions/node@main',
      'maker/actions/composite@main',
      'maker/actions/odd@main',
      'maker/gone@v1',
      'not a reference',
    ];
    const found = await readManifests(client, references);
    const using = (manifest: string | undefined) => manifest && howItRuns(manifest)?.using;
    expect(references.map((reference) => using(found.get(reference)))).toEqual([
      'docker',
      'node',
      'composite',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('that GitHub failed to tell are not taken for unreadable ones', async () => {
    const failing: GitHubClient = {
      ...client,
      query: async () => ({
        data: { action0: null, action1: null } as never,
        errors: [
          { path: ['action0'], message: 'Something went wrong' },
          { path: ['action1'], type: 'NOT_FOUND', message: 'Could not resolve' },
        ],
      }),
    };
    const found = await readManifests(failing, ['maker/busy@v1', 'maker/gone@v1']);
    expect([...found]).toEqual([['maker/gone@v1', undefined]]);
  });
});
