import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditPool } from '../../src/app/audit/audit-pool.ts';
import { defaults } from '../../src/app/config.ts';
import type { AuditFacts } from '../../src/core/decide/facts.ts';
import { buildAuditWorker } from '../app/scenario.ts';
import type { Files } from '../fuzz/grow/repository.ts';
import { treeOf } from '../fuzz/tree-of.ts';
import { bombs } from './bombs.ts';

let pool: AuditPool;
beforeAll(async () => {
  pool = new AuditPool(await buildAuditWorker(), { ...defaults.audits, threads: 1 });
});
afterAll(() => pool.close());

/** A pull request that brings the files, into a branch with the same policy. */
function factsOf(files: Files, base: Files): AuditFacts {
  const head = treeOf(files);
  return {
    repository: { owner: 'octo', name: 'bombed' },
    webUrl: 'https://github.test',
    known: { visibility: 'public', remoteActions: new Map() },
    headSha: 'a'.repeat(40),
    head,
    merged: head,
    base: treeOf(base),
    policyTree: head,
    organisationPolicy: undefined,
    fork: true,
  };
}

async function answers(files: Files, base: Files): Promise<string[]> {
  const purpose = { kind: 'check', externalId: 'pull:1' } as const;
  const { actions } = await pool.decide({ installation: 1 }, { purpose, facts: factsOf(files, base) });
  return actions.flatMap((action) => (action.kind === 'complete-check-run' ? [action.output.summary] : []));
}

describe('what is made to explode is audited within the bounds', () => {
  it.each(bombs)('%s', async (_, files) => {
    const [summary = ''] = await answers(files, {});
    expect(summary).not.toBe('');
    expect(summary).not.toContain('Rules that broke');
  });

  it('a change of everything', async () => {
    const workflow = (index: number, word: string) =>
      `on: push\njobs:\n  j${word}${index}:\n    runs-on: x\n    steps:\n      - run: |\n${`          ${word} ${index}\n`.repeat(40)}`;
    const files = (word: string): Files =>
      Object.fromEntries(
        Array.from({ length: 300 }, (_, index) => [
          `.github/workflows/${word}${index}.yml`,
          workflow(index, word),
        ]),
      );
    expect(await answers(files('new'), files('old'))).toHaveLength(1);
  });

  it('a file of which every line is another', async () => {
    const file = (word: string): Files => ({
      '.github/workflows/w.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n${Array.from({ length: 30_000 }, (_, index) => `          ${word}${index}\n`).join('')}`,
    });
    expect(await answers(file('new'), file('old'))).toHaveLength(1);
  });
});
