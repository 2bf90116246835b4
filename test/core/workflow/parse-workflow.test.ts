import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { ValueNode, Workflow } from '../../../src/core/workflow/model.ts';
import { parseWorkflow, unreadableWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

function parse(text: string): Workflow {
  return parseWorkflow({ path: '.github/workflows/w.yml', id: '1', text });
}

/** Every node of the tree, each once. */
function nodesOf(root: ValueNode | undefined, seen = new Set<ValueNode>()): Set<ValueNode> {
  if (root === undefined || seen.has(root)) return seen;
  seen.add(root);
  if (root.kind === 'sequence') for (const item of root.items) nodesOf(item, seen);
  if (root.kind === 'mapping') {
    for (const { key, value } of root.entries) {
      nodesOf(key, seen);
      nodesOf(value, seen);
    }
  }
  return seen;
}

function expectSound(workflow: Workflow): void {
  const { length } = workflow.source.text;
  const spans = [
    ...[...nodesOf(workflow.root)].map((node) => node.span),
    ...workflow.problems.map((problem) => problem.span),
    ...workflow.comments.map((comment) => comment.span),
    ...workflow.jobs.flatMap((job) => [job.span, job.idSpan, ...job.steps.map((step) => step.span)]),
    ...workflow.on.map((trigger) => trigger.span),
  ];
  for (const { start, end } of spans) {
    if (!(start >= 0 && start <= end && end <= length)) throw new Error(`span ${start}-${end} of ${length}`);
  }
}

const sample = `name: ci # the main one
on:
  push: { branches: [main, 'release/**'], paths-ignore: docs/** }
  schedule:
    - cron: '0 3 * * *'
  workflow_dispatch:
    inputs:
      level: { type: choice, options: [low, high], default: low }
env: { A: 1 }
defaults: { run: { shell: bash } }
jobs:
  build:
    runs-on: [self-hosted, proxmox]
    needs: [lint]
    strategy:
      matrix: { os: [a, b] }
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 0 }
      # before
      - name: Run
        run: |
          echo one # not a comment
          echo two
  lint:
    runs-on: ubuntu-latest
    steps: [{ run: 'true' }]
`;

describe('parseWorkflow', () => {
  test('reads the model, each part with its place', () => {
    const workflow = parse(sample);
    expect(workflow.problems).toEqual([]);
    const at = ({ start, end }: { start: number; end: number }) => sample.slice(start, end);
    expect(workflow.name?.text).toBe('ci');
    expect(workflow.on.map((trigger) => trigger.event)).toEqual(['push', 'schedule', 'workflow_dispatch']);
    expect(workflow.on[0]?.branches?.map((branch) => branch.text)).toEqual(['main', 'release/**']);
    expect(workflow.on[0]?.pathsIgnore?.map((path) => path.text)).toEqual(['docs/**']);
    expect(workflow.on[1]?.crons?.map((cron) => cron.text)).toEqual(['0 3 * * *']);
    expect(workflow.on[2]?.inputs[0]).toMatchObject({ name: 'level', type: 'choice', required: false });
    expect(workflow.env[0]?.value).toMatchObject({ value: 1, text: '1' });
    expect(workflow.defaults.shell?.text).toBe('bash');
    const [build, lint] = workflow.jobs;
    expect([build?.id, lint?.id]).toEqual(['build', 'lint']);
    expect(at(build?.idSpan ?? { start: 0, end: 0 })).toBe('build');
    expect(at(build?.runsOn?.span ?? { start: 0, end: 0 })).toBe('[self-hosted, proxmox]');
    expect(build?.needs.map((need) => need.text)).toEqual(['lint']);
    const step = build?.steps[1];
    expect(at(step?.span ?? { start: 0, end: 0 })).toMatch(/^name: Run[\s\S]*echo two$/);
    expect(step?.run?.text).toBe('echo one # not a comment\necho two\n');
    expect(workflow.comments.map((comment) => comment.text)).toEqual(['the main one', 'before']);
  });

  test('anchors and aliases are resolved, merge keys are refused as GitHub refuses them', () => {
    const text = `on: push
jobs:
  a: &job
    runs-on: &labels [self-hosted, x]
    steps: [{ run: y }]
  b: *job
  c: { runs-on: *labels, steps: [{ run: z }] }
`;
    const workflow = parse(text);
    expect(workflow.problems).toEqual([]);
    expect(workflow.jobs.map((job) => job.runsOn === workflow.jobs[0]?.runsOn)).toEqual([true, true, true]);
    expect(text.slice(workflow.jobs[1]?.span.start, workflow.jobs[1]?.span.end)).toBe('b: *job');
    const merged = parse(text.replace('c: { runs-on: *labels,', 'c: { <<: *job,'));
    expect(merged.problems[0]?.message).toBe(`Unexpected value '<<'`);
  });

  test('steps of a parallel group are steps of the job', () => {
    const text =
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - parallel:\n          - run: b\n          - run: c\n      - run: d\n';
    const workflow = parse(text);
    expect(workflow.problems).toEqual([]);
    expect(workflow.jobs[0]?.steps.map((step) => step.run?.text)).toEqual(['b', 'c', 'd']);
  });

  test('what can be read of a broken file is there', () => {
    const workflow = parse(
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps: {}\n    bogus: 1\n  b:\n  c: text\n',
    );
    expect(workflow.problems.length).toBeGreaterThan(0);
    expect(workflow.jobs.map((job) => job.id)).toEqual(['a', 'b', 'c']);
  });

  test('a file that cannot be read is a workflow with that problem', () => {
    const workflow = unreadableWorkflow({ path: 'x.yml', id: '1', why: 'it is a directory' });
    expect(workflow.problems).toMatchObject([{ kind: 'unreadable', message: 'it is a directory' }]);
    expect(workflow.jobs).toEqual([]);
  });
});

const oneMillion = 1_000_000;
const head = 'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ';
const hardCases: Record<string, string> = {
  nothing: '',
  'only comments': '# a\n# b\n',
  'no YAML': '\0\u0001{{{]]]%%%@@@',
  'a lone scalar': 'x',
  'a sequence': '- a\n- b\n',
  'several documents': 'a: b\n---\nc: d\n',
  'CRLF and a BOM': `\ufeff${sample.replaceAll('\n', '\r\n')}`,
  'lone CRs': 'on: push\rjobs: x\r',
  tabs: 'on:\n\tpush:\n',
  'keys that are no strings': '1: a\ntrue: b\n~: c\n? [d]\n: e\n? { f: g }\n: h\n',
  'names of object properties':
    'on: push\nconstructor: 1\n__proto__: 2\njobs: { toString: { hasOwnProperty: 1 } }\n',
  'null everywhere': 'on:\nname:\nenv:\ndefaults:\npermissions:\nconcurrency:\njobs:\n  a:\n',
  'unknown tags': '!a on: !b push\n? !!binary eA==\n: !!set { x }\n',
  '%YAML 1.1': '%YAML 1.1\n---\non: yes\nat: 2001-12-14t21:59:43.10-05:00\n',
  'five million brackets': '['.repeat(5 * oneMillion),
  'a deep nest that ends': `a: ${'['.repeat(9000)}${']'.repeat(9000)}`,
  'deep mappings': '{a: '.repeat(9000),
  'deep dashes': '- '.repeat(oneMillion / 2),
  'one mapping of 50,000 keys': `env:\n${Array.from({ length: 50_000 }, (_, i) => `  k${i}: v`).join('\n')}`,
  'five megabytes in one mapping': `env:\n${Array.from({ length: 300_000 }, (_, i) => `  k${i}: value`).join('\n')}`,
  'one key 50,000 times': `env:\n${'  k: v\n'.repeat(50_000)}`,
  'an alias bomb': `a: &a [x, x, x, x, x, x, x, x, x, x]\n${[...'bcdefghijklm'].map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghijklm'[i]}`)}]`).join('\n')}\n`,
  'cyclic aliases': 'a: &a [*a]\nb: &b { c: *b, d: *a }\n? &c [*c]\n: 1\n',
  'unknown aliases': 'a: *nowhere\n',
  '40,000 aliases': `a: &a x\nb: [${'*a,'.repeat(40_000)}]\n`,
  '1,000 jobs': `on: push\njobs:\n${Array.from({ length: 1000 }, (_, i) => `  j${i}: { runs-on: x, steps: [{ run: y }] }`).join('\n')}\n`,
  'a script of 100,000 lines': `${head}|\n${'          :\n'.repeat(80_000)}`,
  'expressions without end': `${head}"${'${{ '.repeat(100_000)}"`,
  '100,000 expressions': `${head}"${`\${{ 1 }}`.repeat(100_000)}"`,
  'a deep expression': `${head}"\${{ ${'('.repeat(20_000)} }}"`,
};

describe('hard input', () => {
  test.each(Object.keys(hardCases))('%s', (name) => {
    const started = performance.now();
    const workflow = parse(hardCases[name] ?? '');
    expectSound(workflow);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('CRLF and a BOM change nothing but places', () => {
    const workflow = parse(hardCases['CRLF and a BOM'] ?? '');
    expect(workflow.problems).toEqual([]);
    expect(workflow.jobs[0]?.steps[1]?.run?.text).toBe('echo one # not a comment\necho two\n');
  });

  test('1,000 jobs are all there', () => {
    expect(parse(hardCases['1,000 jobs'] ?? '')).toMatchObject({ problems: [], jobs: { length: 1000 } });
  });

  test('any text', () => {
    const words = [
      'on',
      'jobs',
      'push',
      ':',
      ' ',
      '\n',
      '\n  ',
      '- ',
      '|',
      '>',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      '&a',
      '*a',
      '#',
      '\t',
      '!',
      '${{ ',
      ' }}',
      '?',
      '%',
      ',',
      '\r\n',
      '---',
      '...',
    ];
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...words)).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => expectSound(parse(text))),
      { numRuns: 3000 },
    );
  });

  test('any value at any key that means something', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const job = fc.dictionary(
      fc.constantFrom(
        'runs-on',
        'steps',
        'strategy',
        'needs',
        'if',
        'env',
        'with',
        'uses',
        'container',
        'services',
        'outputs',
        'concurrency',
      ),
      value,
    );
    const step = fc.dictionary(
      fc.constantFrom('run', 'uses', 'with', 'env', 'if', 'id', 'name', 'shell', 'parallel', 'wait'),
      value,
    );
    const steps = fc.record({ 'runs-on': value, steps: fc.array(fc.oneof(step, value)) });
    const file = fc.record(
      {
        on: value,
        jobs: fc.oneof(value, fc.dictionary(fc.string(), fc.oneof(job, steps, value))),
        env: value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(file, (content) => expectSound(parse(stringify(content)))),
      { numRuns: 1000 },
    );
  });
});
