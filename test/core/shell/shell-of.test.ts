import { describe, expect, test } from 'vitest';
import { isWindows, shellFlags, shellOf, shellOfTemplate } from '../../../src/core/shell/shell-of.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

const withErrexit = { kind: 'bash', errexit: true, pipefail: false };

describe('shellOfTemplate', () => {
  test.each([
    ['bash', { kind: 'bash', errexit: true, pipefail: true }],
    ['sh', { kind: 'sh', errexit: true, pipefail: false }],
    ['bash {0}', { kind: 'bash', errexit: false, pipefail: false }],
    ['bash -leo pipefail {0}', { kind: 'bash', errexit: true, pipefail: true }],
    ['/usr/bin/env bash -e {0}', withErrexit],
    ['sudo -E bash --noprofile -e {0}', withErrexit],
    [`\${{ matrix.shell }}`, withErrexit],
    ['pwsh', { kind: 'other', errexit: false, pipefail: false }],
    ['python {0}', { kind: 'other', errexit: false, pipefail: false }],
    ['cmd', { kind: 'other', errexit: false, pipefail: false }],
  ])('%s', (template, shell) => {
    expect(shellOfTemplate(template)).toEqual(shell);
  });
});

test('shellFlags reads the options of a shell up to the script', () => {
  expect(shellFlags(['-x', '-o', 'errexit', '-o', 'pipefail', 'script', '-e'])).toEqual({
    errexit: true,
    pipefail: true,
  });
  expect(shellFlags(['script', '-e'])).toEqual({ errexit: false, pipefail: false });
});

describe('shellOf', () => {
  function shellIn(text: string, labels: string[] = []) {
    const workflow = parseWorkflow({ path: 'a.yml', id: '1', text });
    const [job] = workflow.jobs;
    const step = job?.steps[0];
    if (job === undefined || step === undefined) throw new Error('no step');
    return shellOf({ workflow, job, step }, labels.length > 0 ? [{ labels }] : []);
  }
  const file = (workflow: string, job: string, step: string) =>
    `on: push\n${workflow}jobs:\n  a:\n    runs-on: x\n${job}    steps:\n      - run: a\n${step}`;
  const defaults = (indent: string, shell: string) =>
    `${indent}defaults:\n${indent}  run:\n${indent}    shell: ${shell}\n`;

  test("is GitHub's where none is named", () => {
    expect(shellIn(file('', '', ''))).toEqual(withErrexit);
    expect(shellIn(file('', '', ''), ['windows-latest']).kind).toBe('other');
    expect(shellIn(file('', '', ''), ['self-hosted', 'linux'])).toEqual(withErrexit);
  });

  test("is the step's, the job's or the workflow's, in this order", () => {
    const workflow = defaults('', 'pwsh');
    expect(shellIn(file(workflow, '', '')).kind).toBe('other');
    expect(shellIn(file(workflow, defaults('    ', 'sh'), '')).kind).toBe('sh');
    expect(shellIn(file(workflow, defaults('    ', 'sh'), '        shell: bash\n')).kind).toBe('bash');
    expect(shellIn(file('', '', '        shell: bash\n'), ['windows-2025']).kind).toBe('bash');
  });

  test('isWindows knows labels, not parts of words', () => {
    expect(isWindows({ labels: ['self-hosted', 'Windows'] })).toBe(true);
    expect(isWindows({ labels: ['window-cleaner'] })).toBe(false);
  });
});
