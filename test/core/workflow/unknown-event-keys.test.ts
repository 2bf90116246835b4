import { describe, expect, test } from 'vitest';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';
import { unknownEventKeys } from '../../../src/core/workflow/unknown-event-keys.ts';
import { knownKeys } from '../../../src/core/workflow/workflow-shape.ts';

function workflow(on: string) {
  const text = `on: ${on}\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: y }]\n`;
  return parseWorkflow({ path: 'w.yml', id: text, text });
}

function unknownIn(on: string): string[] {
  const parsed = workflow(on);
  expect(parsed.problems).toEqual([]);
  return [...unknownEventKeys(parsed)].map(({ key, of, meant, foreign }) =>
    [of, key.text, meant ?? `${foreign?.name} of ${foreign?.events.join()}`].join(' | '),
  );
}

describe('unknownEventKeys', () => {
  test.each([
    ['a misspelt filter', '{ push: { branhces: [a] } }', '`push` | branhces | branches'],
    ['singular', '{ pull_request: { path: [a] } }', '`pull_request` | path | paths'],
    ['another dash', '{ push: { branch_ignore: [a] } }', '`push` | branch_ignore | branches-ignore'],
    [
      'a key of one other event, however near one of its own',
      '{ workflow_dispatch: { outputs: {} } }',
      '`workflow_dispatch` | outputs | outputs of workflow_call',
    ],
    [
      'a misspelt key of other events',
      '{ merge_group: { path: [a] } }',
      '`merge_group` | path | paths of pull_request,pull_request_target,push',
    ],
    [
      'in an item of a schedule',
      "{ schedule: [{ cron: '0 1 * * *', timezoen: UTC }] }",
      '`schedule` | timezoen | timezone',
    ],
    [
      'of an input',
      '{ workflow_dispatch: { inputs: { target: { defualt: a } } } }',
      'The input `target` | defualt | default',
    ],
  ])('%s', (_, on, expected) => {
    expect(unknownIn(on)).toEqual([expected]);
  });

  test.each([
    ['events without keys', '[push, pull_request, workflow_dispatch]'],
    ['nothing near', '{ push: { owner: me } }'],
    ['another case', '{ push: { Branches: [main] } }'],
    ['tags of a pull request', '{ pull_request: { tags: [v1] } }'],
    ['names of inputs', '{ workflow_dispatch: { inputs: { paths: , branch: { type: string } } } }'],
    ['events with an empty list', '{ push: , workflow_dispatch: [] }'],
  ])('says nothing of %s', (_, on) => {
    expect(unknownIn(on)).toEqual([]);
  });

  test('knows every key of the schema where it belongs', () => {
    for (const event of knownKeys(['on'])) {
      const keys = knownKeys(['on', event]).map((key) => `${key}: [a]`);
      const settings = event === 'schedule' ? `[{ ${keys.join(', ')} }]` : `{ ${keys.join(', ')} }`;
      expect([...unknownEventKeys(workflow(`{ ${event}: ${settings} }`))]).toEqual([]);
    }
  });
});

test('filters that an event does not have filter nothing', () => {
  const [queue, push] = workflow('{ merge_group: { paths: [a] }, push: { paths: [a] } }').on;
  expect(queue?.paths).toBeUndefined();
  expect(push?.paths?.map(({ text }) => text)).toEqual(['a']);
});
