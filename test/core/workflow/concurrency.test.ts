import { describe, expect, it } from 'vitest';
import { limitsRuns } from '../../../src/core/workflow/concurrency.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

function isLimited(concurrency: string, on = 'push'): boolean {
  const text = `on: ${on}\n${concurrency}\njobs: { a: { runs-on: x, steps: [{ run: y }] } }\n`;
  const workflow = parseWorkflow({ path: 'w.yml', id: text, text });
  expect(workflow.problems).toEqual([]);
  return limitsRuns(workflow.concurrency, workflow);
}

describe('runs are limited by', () => {
  it.each([
    ['ci', 'push'],
    ['${{ github.ref }}', 'push'],
    ['{ group: "${{ github.workflow }}-${{ github.ref }}", cancel-in-progress: true }', 'push'],
    // What is not known may be the same in two runs.
    ['${{ inputs.lane || github.run_id }}', 'workflow_dispatch'],
    ["${{ github.ref == 'refs/heads/main' && github.run_id || github.ref }}", 'push'],
    ['${{ github.head_ref || github.run_id }}', '[push, pull_request]'],
    ['${{ github.head_ref || github.run_id }}', 'workflow_call'],
    ['${{ github.event.pull_request.number || github.run_id }}', 'pull_request_target'],
    ["${{ github.event_name == 'push' && github.run_id || 'one' }}", '[push, workflow_dispatch]'],
    // All that a first attempt and its re-run have in common: a run is at work once at a time anyway.
    ['${{ github.run_attempt }}', 'push'],
  ])('%s on %s', (group, on) => {
    expect(isLimited(`concurrency: ${group}`, on)).toBe(true);
  });
});

describe('runs are not limited by', () => {
  it('nothing', () => {
    expect(isLimited('name: none')).toBe(false);
  });

  it.each([
    ['${{ github.run_id }}', 'push'],
    ['{ group: "ci-${{ github.ref }}-${{ github.run_number }}" }', '[push, pull_request]'],
    ['${{ github.RUN_ID }}', 'workflow_call'],
    ["${{ format('ci-{0}', github.run_id) }}", 'push'],
    ['${{ github.head_ref || github.run_id }}', '[push, schedule]'],
    ['${{ github.event.pull_request.number || github.run_id }}', 'push'],
    ["${{ github.event_name == 'push' && github.run_id || 'one' }}", 'push'],
  ])('%s on %s', (group, on) => {
    expect(isLimited(`concurrency: ${group}`, on)).toBe(false);
  });
});
