import { afterAll, beforeAll, expect, it } from 'vitest';
import { AuditPool } from '../../../src/app/audit/audit-pool.ts';
import type { AuditFacts } from '../../../src/core/decide/facts.ts';
import { treeOf } from '../../fuzz/tree-of.ts';
import { buildAuditWorker } from '../scenario.ts';

const megabytes = 96;
let pool: AuditPool;
beforeAll(async () => {
  pool = new AuditPool(await buildAuditWorker(), { threads: 1, seconds: 60, megabytes });
});
afterAll(() => pool.close());

/** A repository with a workflow of some hundred kilobytes, another one for each number. */
function factsOf(number: number): AuditFacts {
  const steps = Array.from(
    { length: 3000 },
    (_, index) => `      - name: Step ${index} of ${number}\n        run: make part-${index}-${number}\n`,
  );
  const text = `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n${steps.join('')}`;
  const tree = treeOf({ '.github/workflows/build.yml': text });
  return {
    repository: { owner: 'octo', name: `large-${number}` },
    webUrl: 'https://github.test',
    known: { visibility: 'public', remoteActions: new Map() },
    headSha: 'a'.repeat(40),
    head: tree,
    merged: tree,
    base: new Map(),
    policyTree: new Map(),
    organisationPolicy: undefined,
    fork: false,
  };
}

it('what a thread keeps of earlier audits leaves a later one the memory that it needs', async () => {
  const purpose = { kind: 'check', externalId: 'pull:1' } as const;
  for (let number = 0; number < 20; number += 1) {
    const { actions } = await pool.decide({ installation: 1 }, { purpose, facts: factsOf(number) });
    expect(actions).toHaveLength(1);
  }
});
