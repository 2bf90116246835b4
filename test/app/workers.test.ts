import { describe, expect, it } from 'vitest';
import type { Tools } from '../../src/app/jobs/tools.ts';
import { openLog } from '../../src/app/log.ts';
import { openMetrics } from '../../src/app/metrics.ts';
import type { Task } from '../../src/app/task.ts';
import { workers } from '../../src/app/workers.ts';
import { GitHubUnavailable } from '../../src/github/errors.ts';
import { RetryLater } from '../../src/queue/errors.ts';
import type { TakenItem } from '../../src/queue/item.ts';

const item: TakenItem<Task> = {
  id: '00000000-0000-4000-8000-000000000000',
  key: 'key',
  data: {
    kind: 'answer-suite',
    installation: 1,
    repositoryId: 1,
    repository: { owner: 'octo', name: 'idle' },
    headSha: 'a'.repeat(40),
  },
  attempt: 1,
  failures: 0,
  before: 'nothing',
  waiting: [],
  storedAt: new Date(),
  signal: new AbortController().signal,
};

/** A GitHub that has been asked nothing for an hour, and can't serve the task; others it serves or not. */
function work(serves: 'others' | 'nobody', data: object = {}): Promise<void> {
  let unserved = 3600;
  const down = new GitHubUnavailable('502', 502);
  const github: Partial<Tools['github']> = {
    counting: (_, job) => job(),
    installation: () => Promise.reject(down),
    unservedSeconds: () => unserved,
    async reach() {
      if (serves === 'nobody') throw down;
      unserved = 0;
    },
  };
  const tools = { github, lateSeconds: 60, settleSeconds: 0 } as Tools;
  const log = openLog({ logLevel: 'fatal', logFormat: 'json', webhookSecret: 'unused' });
  return workers(tools, { log, metrics: openMetrics({ role: 'all' }) }).work({
    ...item,
    data: { ...item.data, ...data },
  });
}

describe('what GitHub can not serve to a server that asked nothing for long', () => {
  it('counts as a failure of that task where GitHub serves others', async () => {
    await expect(work('others')).rejects.toThrow(GitHubUnavailable);
  });

  it('is waited for where GitHub serves nobody', async () => {
    await expect(work('nobody')).rejects.toThrow(RetryLater);
  });
});

it('a task that only another version knows is left to it, while replicas are exchanged', async () => {
  await expect(work('others', { kind: 'of tomorrow' })).rejects.toThrow(RetryLater);
});
