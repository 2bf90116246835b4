import { expect, test } from 'vitest';
import { parseRepository } from '../../../src/core/audit/parsed-repository.ts';
import { WorkflowCache } from '../../../src/core/audit/workflow-cache.ts';
import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';
import { initialPolicy } from '../../../src/core/policy/initial-policy.ts';
import { parsePolicy } from '../../../src/core/policy/parse-policy.ts';

function initial(...jobs: readonly (readonly string[])[]) {
  const text = jobs.map(
    (labels, at) => `  job${at}:\n    runs-on: ${JSON.stringify(labels)}\n    steps: [{ run: make }]\n`,
  );
  const path = '.github/workflows/a.yml';
  const file = { kind: 'text', path, id: 'a', text: `on: push\njobs:\n${text.join('')}` } as const;
  const facts = { visibility: 'unknown', remoteActions: new Map() } as const;
  const settings = { policy: defaultPolicy, facts };
  const first = initialPolicy(parseRepository(new Map([[path, file]]), settings, new WorkflowCache(1)));
  const { policy, problems } = parsePolicy(first.text, 'first.yml');
  expect(problems).toEqual([]);
  return { first, policy };
}

test.each([
  ['a few labels', ['self-hosted', 'lab']],
  ['more than fit into a line', ['self-hosted', ...Array.from({ length: 30 }, (_, n) => `rack-${n}`)]],
  [
    'what YAML would take for something else',
    ['self-hosted', 'on', '12', 'a: b', "it's", '{x}', '- y', 'c #d'],
  ],
])('the first policy is one, with %s', (_, labels) => {
  const { first, policy } = initial(labels);
  expect(first.runners).toBe(1);
  expect(policy.runners.map((runner) => runner.labels)).toEqual([labels]);
});

test('what may be a larger runner or a service is named, and not declared', () => {
  const { first, policy } = initial(
    ['self-hosted', 'lab'],
    ['big-machine'],
    ['Linux', 'lab', 'gpu: 1'],
    ['s390x'],
    ['ubuntu-24.04'],
  );
  expect(first).toMatchObject({ runners: 1, unsure: 3 });
  expect(policy.runners.map(({ name }) => name)).toEqual(['lab']);
  expect(policy.rules.get('unknown-runner')?.options).toEqual({ known: ['big-machine', 'gpu: 1', 's390x'] });
});

test('of two runners that may differ in what no label tells it says what to do until that is said', () => {
  const written = (...jobs: readonly (readonly string[])[]) => initial(...jobs).first.text;
  const milder = '\n#   missing-runner-matrix: warning # until';
  expect(written(['self-hosted', 'one'], ['self-hosted', 'two'])).toContain(milder);
  expect(written(['self-hosted', 'one'], ['self-hosted', 'two'], ['large'])).toContain(milder);
  expect(written(['self-hosted', 'one'], ['self-hosted'])).not.toContain(milder);
  expect(initial(['self-hosted', 'one'], ['self-hosted', 'two']).policy.rules.size).toBe(0);
});

test('nothing is declared where nothing is used', () => {
  expect(initial(['ubuntu-latest'])).toMatchObject({
    first: { runners: 0, unsure: 0, unread: 0 },
    policy: { runners: [] },
  });
});

test('jobs whose labels are not known are counted', () => {
  const { first } = initial(
    ['${{ vars.RUNNER }}'],
    ['self-hosted', '${{ vars.MACHINE }}'],
    ['ubuntu-latest'],
  );
  expect(first).toMatchObject({ runners: 0, unread: 2 });
});
