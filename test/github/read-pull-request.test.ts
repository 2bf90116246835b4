import { describe, expect, it } from 'vitest';
import type { GitHubClient } from '../../src/github/client.ts';
import { NotFound, StaleRead } from '../../src/github/errors.ts';
import { readPullRequest } from '../../src/github/read-pull-request.ts';

const repository = { owner: 'octo', name: 'repo' };
const files = { workflows: null, policy: null };
const commit = (oid: string) => ({ oid, ...files });

function pullRequest(more: object = {}) {
  return {
    number: 1,
    state: 'OPEN',
    isCrossRepository: false,
    mergeable: 'MERGEABLE',
    author: { login: 'mona' },
    updatedAt: '2026-11-23T12:00:00Z',
    headRefOid: 'head',
    baseRefOid: 'tip',
    baseRef: { target: commit('tip') },
    commits: { nodes: [{ commit: commit('head') }] },
    potentialMergeCommit: { ...commit('merge'), parents: { nodes: [{ oid: 'tip' }, { oid: 'head' }] } },
    ...more,
  };
}

/** A GitHub that gives these answers one after another, the last for ever, and counts what it is asked. */
function answering(...answers: object[]): { client: GitHubClient; asked: string[] } {
  const asked: string[] = [];
  const client = {
    async query(text: string, variables: Readonly<Record<string, unknown>>) {
      if (text.includes('ReadCommits')) {
        asked.push(`commit ${variables.oid0}`);
        return {
          data: { repository: { visibility: 'PRIVATE', commit0: commit(String(variables.oid0)) } },
          errors: [],
        };
      }
      asked.push('pull request');
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      return { data: { repository: { visibility: 'PRIVATE', pullRequest: answer } }, errors: [] };
    },
    async rest(_: string, { basehead }: { basehead: string }) {
      asked.push(`compare ${basehead}`);
      return { data: { merge_base_commit: { sha: 'fork-point' } } };
    },
  };
  return { client: client as unknown as GitHubClient, asked };
}

const read = (client: GitHubClient) =>
  readPullRequest(client, { repository, number: 1, appId: 1, paths: [], patience: [1, 1] });
const noMerge = { mergeable: 'UNKNOWN', potentialMergeCommit: null };

describe('what a pull request would merge to', () => {
  it('is compared with the tip of its base', async () => {
    const { client, asked } = answering(pullRequest());
    expect(await read(client)).toMatchObject({
      base: { oid: 'tip' },
      merged: { oid: 'merge' },
      baseTip: { oid: 'tip' },
    });
    expect(asked).toEqual(['pull request']);
  });

  it('is compared with the base that it was made on, where the tip has moved on', async () => {
    const parents = { nodes: [{ oid: 'older' }, { oid: 'head' }] };
    const { client, asked } = answering(
      pullRequest({ potentialMergeCommit: { ...commit('merge'), parents } }),
    );
    expect(await read(client)).toMatchObject({
      base: { oid: 'older' },
      merged: { oid: 'merge' },
      baseTip: { oid: 'tip' },
    });
    expect(asked).toEqual(['pull request', 'commit older']);
  });

  it('is waited for while GitHub computes it, or still has that of an older head', async () => {
    const parents = { nodes: [{ oid: 'tip' }, { oid: 'older head' }] };
    const older = pullRequest({ potentialMergeCommit: { ...commit('merge'), parents } });
    const { client, asked } = answering(pullRequest(noMerge), older, pullRequest());
    expect(await read(client)).toMatchObject({ merged: { oid: 'merge' } });
    expect(asked).toEqual(['pull request', 'pull request', 'pull request']);
  });

  it('is not waited for for ever: then the head stands against where it left its base', async () => {
    const { client, asked } = answering(pullRequest(noMerge));
    expect(await read(client)).toMatchObject({ base: { oid: 'fork-point' }, merged: { oid: 'head' } });
    expect(asked).toEqual([
      'pull request',
      'pull request',
      'pull request',
      'compare tip...head',
      'commit fork-point',
    ]);
  });

  it.each([
    ['conflicts', { mergeable: 'CONFLICTING', potentialMergeCommit: null }],
    ['is closed', { state: 'CLOSED', ...noMerge }],
    ['is merged', { state: 'MERGED', ...noMerge }],
  ])('is not waited for where it %s', async (_, more) => {
    const { client, asked } = answering(pullRequest(more));
    expect(await read(client)).toMatchObject({ base: { oid: 'fork-point' }, merged: { oid: 'head' } });
    expect(asked).toEqual(['pull request', 'compare tip...head', 'commit fork-point']);
  });

  it('has its policy from where it left its base, where the base branch is deleted', async () => {
    const { client } = answering(pullRequest({ state: 'CLOSED', ...noMerge, baseRef: null }));
    expect(await read(client)).toMatchObject({ baseTip: { oid: 'fork-point' } });
  });
});

describe('an answer that does not fit together', () => {
  it('is stale', async () => {
    const { client } = answering(pullRequest({ headRefOid: 'newer' }));
    await expect(read(client)).rejects.toThrow(StaleRead);
  });

  it('is no pull request', async () => {
    const { client } = answering();
    await expect(read(client)).rejects.toThrow(NotFound);
  });
});
