import { describe, expect, it } from 'vitest';
import { conditionHolds, evaluateText, type JobStatus, renderText } from './evaluate.ts';

const at = (status: JobStatus) => ({
  status,
  contexts: {
    github: { run_id: '42' },
    matrix: { runner: { name: 'one', labels: ['a', 'b'] } },
    steps: { guard: { outputs: { ready: 'true' }, outcome: 'success' } },
  },
});

describe('conditions', () => {
  it.each([
    [undefined, true, false, false],
    ['', true, false, false],
    ['success()', true, false, false],
    ['failure()', false, true, false],
    ['cancelled()', false, false, true],
    ['always()', true, true, true],
    [`\${{ always() }}`, true, true, true],
    ['!cancelled()', true, true, false],
    ['success() || failure()', true, true, false],
    ["steps.guard.outputs.ready == 'true'", true, false, false],
    ["always() && steps.guard.outputs.ready == 'true'", true, true, true],
    ["always() && steps.other.outputs.ready == 'true'", false, false, false],
    [`\${{ failure() }}\n`, true, true, true],
    [true, true, false, false],
    [false, false, false, false],
    // Not a call: GitHub still puts success() before it.
    ["contains('always()', 'x')", false, false, false],
  ])('%j', (condition, success, failure, cancelled) => {
    const holds = (status: JobStatus) => conditionHolds(condition, at(status));
    expect([holds('success'), holds('failure'), holds('cancelled')]).toEqual([success, failure, cancelled]);
  });
});

describe('texts', () => {
  it.each([
    [`id-\${{ github.run_id }}-\${{ matrix.runner.name }}`, 'id-42-one'],
    [`\${{ matrix.runner.labels }}`, ['a', 'b']],
    [`\${{ format('{0}}}', 'x') }}`, 'x}'],
    [`\${{ github.nothing }}`, null],
    [`$HOME \${NAME}`, `$HOME \${NAME}`],
  ])('%s', (text, value) => {
    expect(evaluateText(text, at('success'))).toEqual(value);
  });

  it('are text for a process, whatever they were', () => {
    const rendered = [true, 5, null, undefined, `\${{ 1 == 1 }}`, `\${{ github.nothing }}`];
    expect(rendered.map((value) => renderText(value, at('success')))).toEqual([
      'true',
      '5',
      '',
      '',
      'true',
      '',
    ]);
  });
});
