import { afterAll, expect, it } from 'vitest';
import { AuditPool } from '../../src/app/audit/audit-pool.ts';

const pool = new AuditPool(new URL('./slow-worker.ts', import.meta.url), {
  threads: 1,
  seconds: 1,
  megabytes: 64,
});
afterAll(() => pool.close());

it('a thread that starts slowly takes nothing of the time of its work', async () => {
  // A comment may take 5 s.
  expect(await pool.parseCommand('/ci-audit help')).toEqual({ kind: 'help' });
});
