import { expect, test } from 'vitest';
import type { Repository } from '../../../src/core/audit/repository.ts';
import { runnerTable } from '../../../src/core/audit/runner-table.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

const workflows = Object.entries({
  'a.yml': `on: push
jobs:
  both:
    strategy: { matrix: { host: [proxmox, other] } }
    runs-on: [self-hosted, "\${{ matrix.host }}"]
    steps: [{ run: x }]
  call: { uses: ./.github/workflows/b.yml, with: { runner: proxmox } }
  variable: { runs-on: "\${{ vars.R }}", steps: [{ run: x }] }
`,
  'b.yml': `on: { workflow_call: { inputs: { runner: { type: string } } } }
jobs:
  called: { runs-on: "\${{ inputs.runner }}", steps: [{ run: x }] }
`,
}).map(([name, text]) => parseWorkflow({ path: `.github/workflows/${name}`, id: name, text }));

test('a job is known by its file alone; its labels and runners are those that its callers lead to', () => {
  const repository: Repository = {
    visibility: 'unknown',
    remoteActions: new Map(),
    workflows,
    policy: {
      runners: [{ name: 'pve', labels: ['self-hosted', 'proxmox'], aliases: [], provides: undefined }],
      capabilities: new Map(),
      rules: new Map(),
      tracking: [],
    },
    file: () => undefined,
  };
  const [a, b] = ['.github/workflows/a.yml', '.github/workflows/b.yml'];
  expect(runnerTable(repository)).toEqual({
    version: 1,
    jobs: [
      {
        path: a,
        job: 'both',
        known: true,
        labelSets: [
          ['self-hosted', 'proxmox'],
          ['self-hosted', 'other'],
        ],
        runners: ['pve'],
      },
      { path: a, job: 'variable', known: false, labelSets: [], runners: [] },
      { path: b, job: 'called', known: false, labelSets: [['proxmox']], runners: ['pve'] },
    ],
  });
});
