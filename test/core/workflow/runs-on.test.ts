import { describe, expect, test } from 'vitest';
import { callIndex } from '../../../src/core/workflow/callers.ts';
import { showLabelSet } from '../../../src/core/workflow/label-set.ts';
import type { Workflow } from '../../../src/core/workflow/model.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';
import { type RunsOn, resolveRunsOn } from '../../../src/core/workflow/runs-on.ts';
import { resolveRunsOnThroughCallers } from '../../../src/core/workflow/runs-on-through-callers.ts';

function workflow(name: string, text: string): Workflow {
  return parseWorkflow({ path: `.github/workflows/${name}`, id: name, text });
}

function jobIn(runsOn: string, matrix?: string, on = 'push'): RunsOn {
  const strategy = matrix === undefined ? '' : `    strategy:\n      matrix: ${matrix}\n`;
  const file = workflow(
    'w.yml',
    `on: ${on}\njobs:\n  a:\n    runs-on: ${runsOn}\n${strategy}    steps: [{ run: y }]\n`,
  );
  const [job] = file.jobs;
  if (job === undefined) throw new Error('no job');
  return resolveRunsOn(file, job);
}

function show({ known, labelSets, because }: RunsOn): string {
  const sets = labelSets.map(showLabelSet).join(' ');
  return known ? sets : `${sets} ? ${because}`.trim();
}

describe('resolveRunsOn', () => {
  test.each<[string, string | undefined, string]>([
    ['ubuntu-latest', undefined, '[ubuntu-latest]'],
    ['[self-hosted, proxmox]', undefined, '[self-hosted, proxmox]'],
    ['"self-hosted, proxmox"', undefined, '[self-hosted, proxmox]'],
    ['{ group: big, labels: [x64] }', undefined, 'group big [x64]'],
    ['{ labels: x64 }', undefined, '[x64]'],
    ['{ group: big }', undefined, 'group big []'],
    [`\${{ matrix.r }}`, '{ r: [[self-hosted, a], [self-hosted, b]] }', '[self-hosted, a] [self-hosted, b]'],
    [`\${{ matrix.r.labels }}`, '{ r: [{ labels: [a, b] }, { labels: c }] }', '[a, b] [c]'],
    [`\${{ matrix.r }}`, '{ r: [{ group: big, labels: x }] }', 'group big [x]'],
    [
      `[self-hosted, "arch-\${{ matrix.x }}"]`,
      '{ x: [amd64, arm64] }',
      '[self-hosted, arch-amd64] [self-hosted, arch-arm64]',
    ],
    [`{ group: g, labels: ["\${{ matrix.x }}"] }`, '{ x: [a, b] }', 'group g [a] group g [b]'],
    [`\${{ matrix.r || 'ubuntu-latest' }}`, '{ x: [1, 2] }', '[ubuntu-latest]'],
    [`\${{ fromJSON('["self-hosted", "x"]') }}`, undefined, '[self-hosted, x]'],
    [`\${{ github.event_name == 'push' && 'a' || 'b' }}`, undefined, '[a]'],
    [`\${{ github.ref == 'x' && 'a' || 'b' }}`, undefined, '[a] [b]'],
    [`\${{ matrix.r }}`, '{ r: [A, a, b] }', '[A] [b]'],
    ['x', `\${{ fromJSON(needs.s.outputs.m) }}`, '[x]'],
    [
      `[self-hosted, "\${{ matrix.os }}"]`,
      `{ os: [a, b], v: "\${{ fromJSON(inputs.v) }}" }`,
      '[self-hosted, a] [self-hosted, b]',
    ],
    [`\${{ matrix.r }}`, `\${{ fromJSON(needs.s.outputs.m) }}`, '? the output `m` of the job `s` decides'],
    [`\${{ matrix.r }}`, '{ x: [1] }', '? `runs-on` comes out empty'],
    [`\${{ matrix.r }}`, `{ r: [a, "\${{ vars.R }}"] }`, '[a] ? the variable `R` decides'],
    [`\${{ inputs.runner || 'ubuntu-latest' }}`, undefined, '? the input `runner` decides'],
    [`\${{ needs.s.outputs.label }}`, undefined, '? the output `label` of the job `s` decides'],
    ['[]', undefined, '? `runs-on` comes out empty'],
  ])('%s with %s is %s', (runsOn, matrix, expected) => {
    expect(show(jobIn(runsOn, matrix))).toBe(expected);
  });

  test('a text with commas is one label', () => {
    expect(jobIn('"self-hosted, proxmox"').labelSets[0]?.labels).toEqual(['self-hosted, proxmox']);
  });
});

const reusable = `on:
  workflow_call:
    inputs:
      runner: { type: string, default: ubuntu-latest }
jobs:
  a:
    runs-on: \${{ inputs.runner }}
    steps: [{ run: y }]
`;
const call = (runner: string, strategy = '') => `on: push
jobs:
  call:
${strategy}    uses: ./.github/workflows/reusable.yml
    with: { ${runner} }
`;

function through(callers: readonly string[], text = reusable): RunsOn {
  const target = workflow('reusable.yml', text);
  const workflows = [target, ...callers.map((caller, index) => workflow(`c${index}.yml`, caller))];
  const [job] = target.jobs;
  if (job === undefined) throw new Error('no job');
  expect(resolveRunsOn(target, job).known).toBe(false);
  return resolveRunsOnThroughCallers(target, job, callIndex(workflows));
}

describe('resolveRunsOnThroughCallers', () => {
  test('takes what each caller passes', () => {
    expect(show(through([call('runner: a'), call('runner: b')]))).toBe('[a] [b]');
  });
  test('takes the default where a caller passes nothing', () => {
    expect(show(through([call('')]))).toBe('[ubuntu-latest]');
  });
  test('follows the legs of the caller', () => {
    expect(
      show(through([call(`runner: "\${{ matrix.r }}"`, '    strategy: { matrix: { r: [a, b] } }\n')])),
    ).toBe('[a] [b]');
  });
  test('follows the callers of a caller', () => {
    const middle = call(`runner: "\${{ inputs.where }}"`).replace(
      'on: push',
      'on: { workflow_call: { inputs: { where: { type: string } } } }',
    );
    const outer = call('where: a').replace('reusable.yml', 'c0.yml');
    expect(show(through([middle, outer]))).toBe('[a]');
  });
  test('says so where a caller passes what cannot be known', () => {
    expect(show(through([call('runner: a'), call(`runner: "\${{ vars.R }}"`)]))).toBe(
      '[a] ? the variable `R` decides',
    );
  });
  test('stays unknown where nobody in the repository calls', () => {
    expect(show(through([]))).toBe('? the input `runner` decides');
  });
  test('takes what people can choose', () => {
    const text = reusable
      .replace('workflow_call', 'workflow_dispatch')
      .replace('type: string, default: ubuntu-latest', 'type: choice, options: [a, b]');
    expect(show(through([], text))).toBe('[a] [b]');
  });
  test('ends where workflows call each other', () => {
    const cycle = call(`runner: "\${{ inputs.runner }}"`).replace('on: push', 'on: workflow_call');
    const self = `${reusable}  again: { uses: ./.github/workflows/reusable.yml }\n`;
    expect(through([cycle.replace('reusable.yml', 'c0.yml')], self).known).toBe(false);
  });
});
