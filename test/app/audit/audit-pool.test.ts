import { afterAll, expect, it } from 'vitest';
import { AuditPool, type StoppedSeen } from '../../../src/app/audit/audit-pool.ts';

const pool = new AuditPool(new URL('../slow-worker.ts', import.meta.url), {
  threads: 1,
  seconds: 1,
  megabytes: 64,
});
afterAll(() => pool.close());

it('a thread that starts slowly takes nothing of the time of its work', async () => {
  // A comment may take 5 s.
  expect(await pool.parseCommand({ installation: 1 }, '/ci-audit help')).toEqual({ kind: 'help' });
});

it('a thread that does not start at all is no fault of the work, which is tried again', async () => {
  const limits = { threads: 1, seconds: 1, megabytes: 64, startSeconds: 1 };
  const slow = new AuditPool(new URL('../slow-worker.ts', import.meta.url), limits);
  try {
    const parsed = slow.parseCommand({ installation: 1 }, '/ci-audit help');
    await expect(parsed).rejects.toMatchObject({
      name: 'Error',
      message: expect.stringContaining('started'),
    });
  } finally {
    await slow.close();
  }
});

it('Markdown that takes seconds to read is given up, and told of', async () => {
  const seen: StoppedSeen[] = [];
  const limits = { threads: 1, seconds: 60, megabytes: 64 };
  const hungry = new AuditPool(new URL('../hungry-worker.ts', import.meta.url), limits, (one) =>
    seen.push(one),
  );
  try {
    const ticked = hungry.tickBody({ installation: 1 }, 'takes: time', []);
    await expect(ticked).rejects.toMatchObject({ name: 'AuditStopped', bound: 'time' });
    expect(seen).toEqual([{ kind: 'tick-body', bound: 'time' }]);
  } finally {
    await hungry.close();
  }
});
