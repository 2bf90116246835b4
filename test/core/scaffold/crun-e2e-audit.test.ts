import { describe, expect, it } from 'vitest';
import { audit } from '../../../src/core/audit/audit.ts';
import type { Policy } from '../../../src/core/policy/policy.ts';
import { crunE2ePath, scaffoldCrunE2e } from '../../../src/core/scaffold/crun-e2e.ts';
import { policyOf } from './policy-of.ts';

function findingsIn(policy: Policy, change = (text: string) => text) {
  const model = scaffoldCrunE2e(policy);
  if (model.kind === 'refused') throw new Error(model.because);
  const text = change(model.text);
  const head = new Map([[crunE2ePath, { kind: 'text' as const, path: crunE2ePath, id: 'model', text }]]);
  const report = audit({ head, policy, facts: { visibility: 'public', remoteActions: new Map() } });
  expect(report.failures).toEqual([]);
  return report.findings;
}

const declared = policyOf([
  { name: 'proxmox', provides: ['crun', 'docker', 'pct'] },
  { name: 'proxmox-runner0', provides: ['crun'] },
  { name: 'builder', provides: ['docker'] },
]);

describe('the model of a crun E2E under every rule, in a public repository', () => {
  it.each<[string, Policy]>([
    ['runners that provide crun', declared],
    ['a runner of which nothing is said', policyOf([{ name: 'one' }])],
    ['no runners', policyOf([])],
  ])('has nothing to report where the policy declares %s', (_, policy) => {
    expect(findingsIn(policy)).toEqual([]);
  });

  it.each([
    ['missing-container-cleanup', (text: string) => text.replace(/^ *(crun delete --force|trap ).*$/gm, '')],
    ['missing-runner-matrix', (text: string) => text.replace(/^ *- name: proxmox-runner0\n.*\n/m, '')],
    ['unlimited-concurrency', (text: string) => text.replace(/^ {4}concurrency:\n( {6}.*\n)+/m, '')],
    ['colliding-artifact-name', (text: string) => text.replace(/( {10}name: crun-e2e)-.*/, '$1')],
    ['invalid-workflow', (text: string) => text.replace(/^ +\{$/m, '{')],
    ['undefined-matrix-value', (text: string) => text.replace('matrix.runner.labels', 'matrix.labels')],
    ['unknown-runner', (text: string) => text.replace('[self-hosted, proxmox]', '[self-hosted, nowhere]')],
    [
      'missing-runner-capability',
      (text: string) =>
        text
          .replace('[self-hosted, proxmox]', '[self-hosted, builder]')
          .replace(/^ *command -v crun .*$/m, ''),
    ],
    [
      'fork-code-on-self-hosted',
      (text: string) => text.replace('  workflow_dispatch:\n', '  pull_request:\n'),
    ],
    ['dead-workflow', (text: string) => text.replace('    strategy:\n', '    if: false\n    strategy:\n')],
    ['incomplete-container-lifecycle', (text: string) => text.replace(/^ *crun kill .*$/m, '')],
  ])('would be reported by %s without what that rule asks for', (rule, change) => {
    expect(findingsIn(declared, change).map((finding) => finding.rule)).toContain(rule);
  });
});
