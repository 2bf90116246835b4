import { describe, expect, it } from 'vitest';
import { AuditStopped } from '../../../src/app/audit/audit-pool.ts';
import { Memory } from '../../../src/app/audit/memory.ts';
import { type ActionsOf, remoteActions } from '../../../src/app/audit/remote-actions.ts';
import { howItRuns } from '../../../src/core/capability/how-it-runs.ts';
import type { GitHubClient } from '../../../src/github/client.ts';

const place = { installation: 1, repositoryId: 2, repository: { owner: 'octo', name: 'tool' } };
const manifest = 'runs: { using: docker }';

/** GitHub that has the same manifest for every action, and counts how often it is asked. */
function watched(pool: ActionsOf['pool']) {
  let asked = 0;
  const query = async () => {
    asked += 1;
    return { data: { action0: { yml: { text: manifest } } } as never, errors: [] };
  };
  const client = { query } as unknown as GitHubClient;
  const of: ActionsOf = { pool, memory: new Memory(), client, place };
  return { read: async () => [...(await remoteActions(of, ['maker/one@v1']))], asked: () => asked };
}

describe('how actions of other repositories run', () => {
  it('is read once, in the thread of an audit', async () => {
    const { read, asked } = watched({
      readManifests: async (_, manifests) =>
        new Map([...manifests].map(([reference, text]) => [reference, howItRuns(text ?? '')])),
    });
    expect(await read()).toEqual([['maker/one@v1', { using: 'docker' }]]);
    expect(await read()).toEqual([['maker/one@v1', { using: 'docker' }]]);
    expect(asked()).toBe(1);
  });

  it('is unknown where manifests were made to take seconds, and that is not remembered', async () => {
    const { read, asked } = watched({
      readManifests: () => Promise.reject(new AuditStopped('it took longer than 5 s', 'time')),
    });
    expect(await read()).toEqual([['maker/one@v1', undefined]]);
    await read();
    expect(asked()).toBe(2);
  });
});
