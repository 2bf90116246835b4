import { expect, test } from 'vitest';
import { parseRepository } from '../../../src/core/audit/parsed-repository.ts';
import { WorkflowCache } from '../../../src/core/audit/workflow-cache.ts';
import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';
import { initialPolicy } from '../../../src/core/policy/initial-policy.ts';
import { parsePolicy } from '../../../src/core/policy/parse-policy.ts';

test.each([
  ['a few labels', ['self-hosted', 'lab']],
  ['more than fit into a line', ['self-hosted', ...Array.from({ length: 30 }, (_, n) => `rack-${n}`)]],
  [
    'what YAML would take for something else',
    ['self-hosted', 'on', '12', 'a: b', "it's", '{x}', '- y', 'c #d'],
  ],
])('the first policy is one, with %s', (_, labels) => {
  const text = `on: push\njobs:\n  a:\n    runs-on: ${JSON.stringify(labels)}\n    steps: [{ run: make }]\n`;
  const path = '.github/workflows/a.yml';
  const head = new Map([[path, { kind: 'text', path, id: 'a', text } as const]]);
  const facts = { visibility: 'unknown', remoteActions: new Map() } as const;
  const repository = parseRepository(head, { policy: defaultPolicy, facts }, new WorkflowCache(1));
  const first = initialPolicy(repository);
  expect(first.runners).toBe(1);
  const { policy, problems } = parsePolicy(first.text, 'first.yml');
  expect(problems).toEqual([]);
  expect(policy.runners.map((runner) => runner.labels)).toEqual([labels]);
});
