import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { endpoints } from '../../src/github/endpoints.ts';

const root = resolve(import.meta.dirname, '../..');
const { default_permissions: granted } = parse(readFileSync(join(root, 'app.yml'), 'utf8')) as {
  default_permissions: Readonly<Record<string, 'read' | 'write'>>;
};

type Needs = readonly `${string}: ${'read' | 'write'}`[];
/** Asked as the App itself: no installation has a say in it. */
const asApp: Needs = [];
/** Comments and reactions stand on issues and on pull requests alike. */
const comments = (level: 'read' | 'write'): Needs => [`issues: ${level}`, `pull_requests: ${level}`];

/** What each request needs, by GitHub's documentation of permissions required for GitHub Apps. */
const needs: Readonly<Record<(typeof endpoints)[number], Needs>> = {
  'GET /app': asApp,
  'GET /app/hook/config': asApp,
  'GET /app/hook/deliveries': asApp,
  'GET /app/hook/deliveries/{delivery_id}': asApp,
  'GET /app/installations': asApp,
  'POST /app/hook/deliveries/{delivery_id}/attempts': asApp,
  'POST /app/installations/{installation_id}/access_tokens': asApp,
  'GET /orgs/{org}/actions/runners': ['organization_self_hosted_runners: read'],
  'GET /repos/{owner}/{repo}/actions/runners': ['administration: read'],
  'GET /repos/{owner}/{repo}/actions/runs': ['actions: read'],
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs': ['actions: read'],
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': ['actions: read'],
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': ['metadata: read'],
  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls': ['pull_requests: read'],
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': ['checks: read'],
  'GET /repos/{owner}/{repo}/compare/{basehead}': ['contents: read'],
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': ['contents: read'],
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': ['contents: read'],
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': comments('read'),
  'GET /repos/{owner}/{repo}/issues/{issue_number}': comments('read'),
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': comments('read'),
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': ['checks: write'],
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': comments('write'),
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}': ['issues: write'],
  'POST /repos/{owner}/{repo}/check-runs': ['checks: write'],
  'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': comments('write'),
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': comments('write'),
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}': comments('write'),
};
/** Whoever grants these gets more; the App does without. */
const optional = new Set(['administration: read', 'organization_self_hosted_runners: read']);
/** What GraphQL reads, and what an event comes with. */
const besides: Needs = ['contents: read', 'pull_requests: read', 'merge_queues: read'];

describe('the permissions that app.yml asks for', () => {
  it('are what the requests need, each no higher than the highest of them', () => {
    expect(Object.keys(needs).sort()).toEqual([...endpoints].sort());
    const needed = new Map<string, string>();
    for (const need of [...Object.values(needs).flat(), ...besides]) {
      if (optional.has(need)) continue;
      const [name = '', level = ''] = need.split(': ');
      if (needed.get(name) !== 'write') needed.set(name, level);
    }
    expect(Object.fromEntries(needed)).toEqual(granted);
  });

  it('give no way to change code, workflows, settings or secrets', () => {
    expect(granted.contents).toBe('read');
    expect(granted.actions).toBe('read');
    expect(Object.keys(granted)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/admin|secret|workflows|environments|members|hooks/)]),
    );
  });
});
