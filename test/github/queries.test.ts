import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { githubSchema } from '../../src/demo/box/graphql/schema.ts';
import { pullRequestQuery } from '../../src/github/ask-pull-request.ts';
import { endpoints } from '../../src/github/endpoints.ts';
import { commitsQuery } from '../../src/github/read-commits.ts';
import { defaultBranchQuery } from '../../src/github/read-default-branch.ts';
import { filesQuery } from '../../src/github/read-files.ts';
import { historiesQuery } from '../../src/github/read-histories.ts';
import { issueCommentsQuery } from '../../src/github/read-issue-comments.ts';
import { readIssuesQuery } from '../../src/github/read-issues.ts';
import { manifestsQuery } from '../../src/github/read-manifests.ts';
import { bodyEditsQuery } from '../../src/github/tick-items.ts';

const root = resolve(import.meta.dirname, '../..');

describe("what is asked of GitHub's GraphQL", () => {
  const paths = ['Makefile', 'scripts/e2e.sh'];
  const issues = [106, 107];
  it.each([
    ['a pull request', pullRequestQuery([])],
    ['a pull request with further files', pullRequestQuery(paths)],
    ['a pull request with further files and issues', pullRequestQuery(paths, issues)],
    ['one commit', commitsQuery(1, [])],
    ['two commits with further files', commitsQuery(2, paths)],
    ['the default branch', defaultBranchQuery([])],
    ['the default branch with further files', defaultBranchQuery(paths)],
    ['the default branch with further files and issues', defaultBranchQuery(paths, issues)],
    ['issues', readIssuesQuery(issues)],
    ["an issue's comments", issueCommentsQuery],
    ["an issue's edits", bodyEditsQuery],
    ['histories', historiesQuery(paths)],
    ['files', filesQuery(2, paths)],
    ['actions', manifestsQuery(3)],
  ])('%s is valid against its real schema', (_, query) => {
    expect(validate(githubSchema, parse(query))).toEqual([]);
  });
});

describe('the list of endpoints', () => {
  it('has exactly the routes that the sources name', async () => {
    const named = new Set<string>(['POST /app/installations/{installation_id}/access_tokens']);
    for await (const file of glob('src/{github,app,core,queue}/**/*.ts', { cwd: root })) {
      if (file.endsWith('github/endpoints.ts')) continue;
      const text = readFileSync(join(root, file), 'utf8');
      for (const [, route = ''] of text.matchAll(/'((?:GET|POST|PATCH|PUT|DELETE) \/[^']*)'/g))
        named.add(route);
    }
    expect([...named].sort()).toEqual([...endpoints].sort());
  });

  it('is asked for nowhere else: only src/github talks to GitHub', async () => {
    for await (const file of glob('src/{app,core,queue,cli}/**/*.ts', { cwd: root })) {
      expect(readFileSync(join(root, file), 'utf8'), file).not.toMatch(/\.rest\(|octokit\.|\.graphql\(/);
    }
  });
});
