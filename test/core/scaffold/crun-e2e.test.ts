import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/core/policy/policy.ts';
import { crunE2ePath, scaffoldCrunE2e } from '../../../src/core/scaffold/crun-e2e.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';
import { parsePlainWorkflow } from '../../executor/workflow-file.ts';
import { policyOf } from './policy-of.ts';

function modelOf(policy: Policy) {
  const model = scaffoldCrunE2e(policy);
  if (model.kind === 'refused') throw new Error(model.because);
  const { matrix } = parsePlainWorkflow(model.text).jobs.lifecycle?.strategy ?? {};
  const { runner: legs } = matrix as { runner: { name: string; labels: string[] }[] };
  return { ...model, matrix: legs };
}

const problemsOf = (text: string) => parseWorkflow({ path: crunE2ePath, id: 'model', text }).problems;

describe('the model of a crun E2E', () => {
  it('has a leg for each runner that provides crun, and for those of which nothing is said', () => {
    const { matrix, legs, text } = modelOf(
      policyOf([
        { name: 'proxmox', provides: ['docker', 'crun'] },
        { name: 'builder', provides: ['docker'] },
        { name: 'proxmox-runner0', labels: ['self-hosted', 'runner0', 'bare metal'] },
      ]),
    );
    expect(matrix).toEqual([
      { name: 'proxmox', labels: ['self-hosted', 'proxmox'] },
      { name: 'proxmox-runner0', labels: ['self-hosted', 'runner0', 'bare metal'] },
    ]);
    expect(legs).toEqual(['proxmox', 'proxmox-runner0']);
    expect(problemsOf(text)).toEqual([]);
  });

  it('takes a runner of GitHub and says how to use your own where none is declared', () => {
    const { matrix, text } = modelOf(policyOf([]));
    expect(matrix).toEqual([{ name: 'ubuntu', labels: ['ubuntu-24.04'] }]);
    expect(text).toContain('# No runner is declared in .github/ci-warden.yml');
    expect(problemsOf(text)).toEqual([]);
  });

  it('is refused where the declared runners have no crun', () => {
    const refused = scaffoldCrunE2e(policyOf([{ name: 'builder', provides: ['docker'] }]));
    expect(refused).toEqual({ kind: 'refused', because: expect.stringContaining('no declared runner') });
  });

  it('gives legs names of their own that crun and artifacts take', () => {
    const { matrix } = modelOf(
      policyOf([{ name: 'a/b: c' }, { name: 'a b c' }, { name: 'A-B-C' }, { name: '…' }]),
    );
    expect(matrix.map(({ name }) => name)).toEqual(['a-b-c', 'a-b-c-2', 'A-B-C-3', 'runner']);
  });

  it('is a workflow that GitHub takes, whatever runners and labels are called', () => {
    const word = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !text.includes('${{'));
    const runner = fc.record({ name: word, labels: fc.array(word, { minLength: 1, maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(runner, { minLength: 1, maxLength: 5 }), (runners) => {
        const { matrix, text } = modelOf(policyOf(runners));
        expect(matrix.map(({ labels }) => labels)).toEqual(runners.map(({ labels }) => labels));
        expect(new Set(matrix.map(({ name }) => name.toLowerCase())).size).toBe(runners.length);
        for (const { name } of matrix) expect(name).toMatch(/^[A-Za-z0-9_.-]+$/);
        expect(problemsOf(text)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
