import { describe, expect, test } from 'vitest';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

const job = (steps: string) => `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${steps}`;

/** The first problem: what is marked, the message's beginning, the remedy's beginning. */
function problemOf(text: string): { marked: string; message: string; remedy: string } | undefined {
  const [problem] = parseWorkflow({ path: 'w.yml', id: '1', text }).problems;
  if (problem === undefined) return undefined;
  const { span, message, remedy = '' } = problem;
  return { marked: text.slice(span.start, span.end), message, remedy };
}

describe('what GitHub refuses', () => {
  test.each<[string, string, string, RegExp, RegExp]>([
    [
      'a heredoc with a key in it',
      job(`      - run: |\n          cat << EOF\nname: x\nEOF\n`),
      'name: x',
      /./,
      /heredoc `EOF` ends the block that begins on line 6/,
    ],
    [
      'a script line at column 1',
      job(`      - run: |\n          if true; then\n  fi\n          echo\n`),
      'fi',
      /./,
      /ends the block that begins on line 6/,
    ],
    ['tabs', 'on: push\njobs:\n\ta: 1\n', '\t', /Tabs/, /spaces/],
    ['a colon in a value', job('      - name: a: b\n        run: c\n'), 'a', /./, /in quotes/],
    ['an unquoted star', 'on:\n  push:\n    branches: [*]\njobs: {}\n', '*', /./, /quotes/],
    ['text behind a quote', job(`      - run: "a" b\n`), 'b', /./, /one pair of quotes/],
    ['several documents', 'on: push\n---\njobs: {}\n', '---', /multiple documents/, /one document/],
    ['a cycle of aliases', 'on: &a [*a]\njobs: {}\n', '*a', /within what it refers to/, /./],
    ['an unknown alias', 'on: *a\njobs: {}\n', '*a', /Unknown anchor 'a'/, /quotes/],
    ['a misspelt key', job('      - runs: x\n'), 'runs', /Unexpected value 'runs'/, /`run`/],
    [
      'a misspelt permission',
      `permissions:\n  content: read\n${job('      - run: x\n')}`,
      'content',
      /Unexpected value/,
      /`contents`/,
    ],
    [
      'a misspelt type',
      job('      - run: x\n').replace('push', '{ pull_request: { types: [open] } }'),
      'open',
      /Unexpected value/,
      /`opened`/,
    ],
    [
      'an unknown key of an input of a reusable workflow',
      job('      - run: x\n').replace(
        'push',
        '{ workflow_call: { inputs: { a: { type: string, kind: b } } } }',
      ),
      'kind',
      /Unexpected value 'kind'/,
      /./,
    ],
    [
      'an unknown event',
      job('      - run: x\n').replace('push', '{ pull_requests: { branches: [a] } }'),
      'pull_requests',
      /Unexpected value/,
      /`pull_request`/,
    ],
    [
      'an empty `on`',
      'on:\njobs: { a: { runs-on: x, steps: [{ run: y }] } }\n',
      'on',
      /Unexpected value ''/,
      /Give `on` a value/,
    ],
    ['a job that is null', 'on: push\njobs:\n  a:\n', 'a', /Unexpected value ''/, /Give `a` a value/],
    [
      'a cycle of needs',
      'on: push\njobs:\n  z: { runs-on: x, steps: [{ run: y }] }\n  a: { needs: b, runs-on: x, steps: [{ run: y }] }\n  b: { needs: a, runs-on: x, steps: [{ run: y }] }\n',
      'b',
      /cycle/,
      /circle/,
    ],
    [
      'only jobs with needs',
      'on: push\njobs:\n  a: { needs: a, runs-on: x, steps: [{ run: y }] }\n',
      'a',
      /no dependencies/,
      /^$/,
    ],
    [
      'a bad id',
      'on: push\njobs:\n  a/b: { runs-on: x, steps: [{ run: y }] }\n',
      'a/b',
      /identifier 'a\/b' is invalid/,
      /identifier/,
    ],
    [
      'one id twice',
      job('      - { id: s, run: x }\n      - { id: S, run: y }\n'),
      'S',
      /more than once/,
      /of its own/,
    ],
    [
      'an unknown name in a condition',
      job('      - run: x\n        if: mtrix.os\n'),
      'mtrix.os',
      /Unrecognized named-value: 'mtrix'/,
      /`matrix`/,
    ],
    [
      'a condition that ends early',
      job('      - run: x\n        if: always( && true\n'),
      '&& true',
      /Unexpected symbol/,
      /^$/,
    ],
    [
      '`hashFiles` before the job runs',
      job('      - run: x\n').replace('runs-on: x', `runs-on: x\n    env: { K: "\${{ hashFiles('a') }}" }`),
      `\${{ hashFiles('a') }}`,
      /Unrecognized function/,
      /only in steps/,
    ],
    [
      'a service without an image',
      job('      - run: x\n').replace('runs-on: x', 'runs-on: x\n    services: { db: docker:// }'),
      'docker://',
      /image cannot be empty/,
      /^$/,
    ],
    [
      'a bad runner group',
      job('      - run: x\n').replace('runs-on: x', 'runs-on: { group: team/x }'),
      'team/x',
      /Invalid runs-on group/,
      /^$/,
    ],
    [
      'a bad schedule',
      job('      - run: x\n').replace('push', `{ schedule: [{ cron: '@daily' }] }`),
      `'@daily'`,
      /Invalid cron/,
      /five fields/,
    ],
    [
      'a filter in both of its forms',
      job('      - run: x\n').replace('push', '{ pull_request: { paths-ignore: [b], paths: a } }'),
      'paths-ignore',
      /only define one of `paths` and `paths-ignore`/,
      /Keep `paths` alone/,
    ],
    [
      'a matrix of nothing',
      job('      - run: x\n').replace('runs-on: x', 'runs-on: x\n    strategy: { matrix: { include: [] } }'),
      '{ matrix: { include: [] } }',
      /at least one vector/,
      /axis/,
    ],
  ])('%s', (_, text, marked, message, remedy) => {
    const problem = problemOf(text);
    expect(problem?.marked).toBe(marked);
    expect(problem?.message).toMatch(message);
    expect(problem?.remedy).toMatch(remedy);
  });

  test('a key that is refused is not followed by its echo', () => {
    const { problems } = parseWorkflow({
      path: 'w.yml',
      id: '1',
      text: job('      - use: actions/checkout@v4\n'),
    });
    expect(problems.map((problem) => problem.message)).toEqual([`Unexpected value 'use'`]);
  });
});

describe('quotes', () => {
  test('a value whose lines are indented less is read with each character at its place', () => {
    const text = job(`      - env: { A: b }\n        run: 'one\n  two'\n      - run: three\n`);
    const { jobs } = parseWorkflow({ path: 'w.yml', id: '1', text });
    const [first, second] = jobs[0]?.steps.map((step) => step.run) ?? [];
    expect(first?.text.split(/\s+/)).toEqual(['one', 'two']);
    expect(text.slice(first?.span.start, first?.span.end)).toBe("'one\n  two'");
    expect(text.slice(second?.span.start, second?.span.end)).toBe('three');
  });

  test.each([
    ['never closed', `on: push\nname: 'a\njobs: {}\n`],
    ['closed by the quote of another value', `on: push\nname: 'a\njobs: 'b'\n`],
    ['cut off by the end of the document', `on: push\nname: 'a\n---\nb'\n`],
    ['many of them', `a: 'b\nc'\n'`.repeat(2000)],
  ])('%s: refused', (_, text) => {
    expect(problemOf(text)?.message).toMatch(/./);
  });
});

describe('what GitHub takes, unlike some of its tools', () => {
  test.each([
    [
      'needs in another case',
      'on: push\njobs:\n  Build: { runs-on: x, steps: [{ run: y }] }\n  b: { needs: BUILD, runs-on: x, steps: [{ run: y }] }\n',
    ],
    [
      'filters without a value',
      job('      - run: x\n').replace('push', '{ push: { branches: , tags: [v1] } }'),
    ],
    [
      'filters that an event does not know',
      job('      - run: x\n').replace(
        'push',
        '{ merge_group: { paths: [a] }, workflow_dispatch: { branches: [b] }, create: { branches: [c] } }',
      ),
    ],
    [
      'different filters of one event, and the two forms for two events',
      job('      - run: x\n').replace(
        'push',
        '{ push: { branches: [a], tags-ignore: [b], paths-ignore: [c] }, pull_request: { paths: [c] } }',
      ),
    ],
    [
      'one form of a filter with the other one empty',
      job('      - run: x\n').replace('push', '{ push: { branches-ignore: , branches: [a] } }'),
    ],
    [
      'both forms of a filter that the event does not know',
      job('      - run: x\n').replace('push', '{ merge_group: { paths: [a], paths-ignore: [b] }, push: }'),
    ],
    ['an event with an empty list', job('      - run: x\n').replace('push', '{ pull_request: [] }')],
    [
      'a default of another type',
      job('      - run: x\n').replace(
        'push',
        `{ workflow_dispatch: { inputs: { a: { type: boolean, default: 'true' } } } }`,
      ),
    ],
    [
      'background steps',
      job('      - { id: s, run: x, background: true }\n      - wait: s\n      - wait-all:\n'),
    ],
    ['a queue', `concurrency: { group: a, queue: max }\n${job('      - run: x\n')}`],
    [
      'a schedule with a line break at its end',
      job('      - run: x\n').replace('push', '\n  schedule:\n    - cron: |\n        0 3 * * *'),
    ],
    ['a comment right behind a list', job('      - run: x\n').replace('push', '[push]#pull_request')],
    ['quoted lines that are indented less', job(`      - run: '[\n  1,\n      ]'\n`)],
    ['double quotes that go on at column 1', job(`      - run: "a \\" b\nc" # d\n        name: 'e\nf'\n`)],
    [
      'texts that are no keys of ours',
      job('      - run: x\n').replace('jobs:', 'env: { constructor: a, __proto__: b }\njobs:'),
    ],
  ])('%s', (_, text) => {
    expect(problemOf(text)).toBeUndefined();
  });
});
