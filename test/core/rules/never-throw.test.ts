import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Repository } from '../../../src/core/audit/repository.ts';
import { runRules } from '../../../src/core/audit/run-rules.ts';
import { runnerTable } from '../../../src/core/audit/runner-table.ts';
import type { Policy } from '../../../src/core/policy/policy.ts';
import { rules } from '../../../src/core/rules/index.generated.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

const policy: Policy = {
  runners: [
    { name: 'a', labels: ['self-hosted', 'a'], aliases: [['b']], provides: ['docker'] },
    { name: 'c', labels: ['c'], aliases: [], provides: undefined },
  ],
  capabilities: new Map([['zig', { actions: ['x/y'], commands: ['zig'] }]]),
  rules: new Map(),
  tracking: [],
};

const expression = fc.constantFrom(
  `\${{ matrix.a }}`,
  `\${{ fromJSON(matrix.a) }}`,
  `\${{ inputs.x }}`,
  `\${{ github.event_name == 'push' && 'a' || 'b' }}`,
  `\${{ needs.j.outputs.o }}`,
  `\${{ vars.v }}`,
  `x-\${{ strategy.job-index }}`,
);
const label = fc.oneof(fc.constantFrom('self-hosted', 'a', 'b', 'c', 'ubuntu-latest'), expression);
const list = fc.oneof(label, fc.array(label, { minLength: 1, maxLength: 3 }));
const runsOn = fc.oneof(list, fc.record({ group: label, labels: list }));
const row = fc.dictionary(fc.constantFrom('a', 'b'), fc.oneof(list, fc.integer(), fc.constant(null)), {
  minKeys: 1,
});
const matrix = fc.oneof(
  fc.constant(`\${{ fromJSON(needs.j.outputs.m) }}`),
  fc.record({
    a: fc.array(list, { minLength: 1, maxLength: 3 }),
    include: fc.array(row, { minLength: 1, maxLength: 2 }),
  }),
);
const condition = fc.constantFrom(
  'always()',
  'false',
  'matrix.a',
  `github.event.pull_request.head.repo.fork`,
  `\${{ failure() }}`,
);
const step = fc.oneof(
  fc.record({
    run: fc.constantFrom('docker run x', 'crun create c', 'echo', 'gh pr checkout 1'),
    if: condition,
  }),
  fc.record({
    uses: fc.constantFrom('actions/upload-artifact@v4', './a', 'docker://x', 'x/y@v1'),
    with: fc.record({ name: label }),
  }),
);
const ownJob = fc.record(
  {
    'runs-on': runsOn,
    strategy: fc.record({ matrix }),
    if: condition,
    steps: fc.array(step, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['runs-on', 'steps'] },
);
const call = fc.record({
  uses: fc.constantFrom('./.github/workflows/w0.yml', './.github/workflows/w1.yml'),
  with: fc.record({ x: label }),
});
const on = fc.constantFrom('push', 'pull_request', { workflow_call: { inputs: { x: { type: 'string' } } } }, [
  'pull_request_target',
  'workflow_run',
]);
const workflow = fc.record({
  on,
  jobs: fc.dictionary(fc.constantFrom('j', 'k', 'l'), fc.oneof(ownJob, call), { minKeys: 1 }),
});

test('no rule throws, whatever the workflows', () => {
  let audited = 0;
  fc.assert(
    fc.property(fc.array(workflow, { minLength: 1, maxLength: 2 }), (contents) => {
      const workflows = contents.map((content, index) =>
        parseWorkflow({
          path: `.github/workflows/w${index}.yml`,
          id: String(index),
          text: stringify(content),
        }),
      );
      audited += workflows.filter(({ problems }) => problems.length === 0).length;
      for (const inForce of [policy, { ...policy, runners: [] }]) {
        const repository: Repository = {
          visibility: 'public',
          remoteActions: new Map(),
          policy: inForce,
          workflows,
          file: () => undefined,
        };
        expect(runRules(repository, rules).failures).toEqual([]);
        expect(runnerTable(repository).version).toBe(1);
      }
    }),
    { numRuns: 400 },
  );
  expect(audited).toBeGreaterThan(100);
});
