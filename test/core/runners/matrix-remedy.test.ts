import { expect, test } from 'vitest';
import { matrixRemedy } from '../../../src/core/runners/matrix-remedy.ts';
import type { RunnerPool } from '../../../src/core/runners/runner-pool.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

const [east, west] = ['east', 'west'].map(
  (name): RunnerPool => ({
    name,
    labels: ['self-hosted', name],
    takes: () => false,
    provides: () => 'unknown',
  }),
) as [RunnerPool, RunnerPool];

function remedy(job: string, able: readonly RunnerPool[]): string {
  const text = `on: push\njobs:\n  a:\n    ${job}\n    steps: [{ run: make }]\n`;
  const [parsed] = parseWorkflow({ path: 'w.yml', id: text, text }).jobs;
  return parsed === undefined ? '' : matrixRemedy(parsed, { able, missing: [west] });
}

test.each([
  ['runs-on: x', 'Give it `strategy.matrix` with `runner: [[self-hosted, east], [self-hosted, west]]`'],
  ['runs-on: x\n    strategy: { matrix: { m: [1] } }', 'Add the axis `runner: [[self-hosted, east]'],
  ['runs-on: "${{ matrix.m }}"', 'Let the matrix lead to `[self-hosted, west]`, too.'],
  ['runs-on: "${{ inputs.m }}"', 'Let a caller pass `[self-hosted, west]`, too: a matrix in the calling'],
])('a job that runs on one runner of two is led to the other: %s', (job, words) => {
  expect(remedy(job, [east]).slice(0, words.length)).toBe(words);
});

test.each([
  ['runs-on: x', 'Let it run on `[self-hosted, west]` instead.'],
  ['runs-on: "${{ matrix.m }}"', 'Let the matrix lead to `[self-hosted, west]` instead.'],
  ['runs-on: "${{ inputs.m }}"', 'Let a caller pass `[self-hosted, west]` instead.'],
])('a job that cannot run where it runs is led away: %s', (job, words) => {
  expect(remedy(job, [])).toBe(words);
});
