import { describe, expect, test } from 'vitest';
import { lifecycleOf } from '../../../src/core/cleanup/lifecycle.ts';
import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';
import { scaffoldCrunE2e } from '../../../src/core/scaffold/crun-e2e.ts';
import { SourceText } from '../../../src/core/source/source-text.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

function stagesOf(text: string, files: Record<string, string> = {}): string[] {
  const workflow = parseWorkflow({ path: '.github/workflows/crun_e2e.yml', id: '1', text });
  const file = (path: string) => (files[path] === undefined ? undefined : new SourceText(path, files[path]));
  const lifecycle = lifecycleOf(workflow, 'crun', { file });
  return [...(lifecycle?.stages.keys() ?? [])].sort();
}

const job = (steps: string) =>
  `on: push\njobs:\n  e2e:\n    runs-on: self-hosted\n    steps:\n${steps.replace(/^/gm, '      ')}`;
const script = (text: string) => job(`- run: |\n${text.replace(/^/gm, '    ')}`);

const life = 'crun create a\ncrun start a\ncrun state a\ncrun kill a TERM\ncrun delete a';
const whole = ['create', 'delete', 'start', 'state', 'stop'];

describe("the stages of a container's life", () => {
  test.each<[string, string, string[]]>([
    ['all of them', life, whole],
    ['run -d starts too', 'crun run -d a\ncrun kill a\ncrun delete a', ['create', 'delete', 'start', 'stop']],
    [
      'nothing starts before it is created',
      'crun start a\ncrun create a\ncrun delete a',
      ['create', 'delete'],
    ],
    [
      'what is not started is not stopped',
      'crun create a\ncrun kill a TERM\ncrun delete -f a',
      ['create', 'delete'],
    ],
    [
      'KILL asks nothing',
      'crun create a\ncrun start a\ncrun kill a KILL\ncrun delete a',
      ['create', 'delete', 'start'],
    ],
    ['15 is TERM', 'crun create a\ncrun start a\ncrun kill a 15', ['create', 'start', 'stop']],
    ['another container', 'crun create a\ncrun start b\ncrun kill b TERM\ncrun delete b', ['create']],
    [
      'by a variable',
      'ID=t-$$\ncrun create "$ID"\ncrun start $ID\ncrun delete "$' + '{ID}"',
      ['create', 'delete', 'start'],
    ],
    ['in functions', 'c() { crun "$1" a; }\nc create\nc start', ['create', 'start']],
    ['only printed', 'echo crun create a', []],
    ['never reached', 'crun create a\nexit 0\ncrun start a', ['create']],
    ['by a trap', 'trap "crun delete -f a" EXIT\ncrun create a\ncrun start a', ['create', 'delete', 'start']],
  ])('%s', (_, text, stages) => {
    expect(stagesOf(script(text))).toEqual(stages);
  });

  test('over steps, where they run when all goes well', () => {
    const steps = (condition: string) =>
      `- run: crun create a\n- run: crun start a\n  if: ${condition}\n- run: crun delete -f a\n  if: always()`;
    expect(stagesOf(job(steps('success()')))).toEqual(['create', 'delete', 'start']);
    expect(stagesOf(job(steps('failure()')))).toEqual(['create', 'delete']);
  });

  test('in a script of the repository', () => {
    expect(stagesOf(job('- run: ./e2e.sh'), { 'e2e.sh': life })).toEqual(whole);
  });

  test('a file that GitHub would refuse proves nothing', () => {
    expect(stagesOf(`${script(life)}\nbroken: [`)).toEqual([]);
  });
});

describe('the guard', () => {
  const step = (text: string) => `- id: g\n  run: |\n${text.replace(/^/gm, '    ')}\n`;
  test.each([
    [
      'leaves the script',
      script(`if ! command -v crun >/dev/null; then\n  echo "no crun, skipped"\n  exit 0\nfi\n${life}`),
    ],
    ['is one line', script(`command -v crun || { echo "skipped"; exit 0; }\n${life}`)],
    ['goes around', script(`if which crun; then\n${life}\nelse\n  echo "skipped"\nfi`)],
    ['asks for the version', script(`crun --version || { echo skipped; exit 0; }\n${life}`)],
    ['tests the file', script(`if [ ! -x /usr/bin/crun ]; then echo skipped; exit 0; fi\n${life}`)],
    ['tests what is found', script(`if [ -z "$(command -v crun)" ]; then echo skipped; exit 0; fi\n${life}`)],
    [
      'sets an output',
      job(
        `${step('if command -v crun; then echo "has=true" >> $GITHUB_OUTPUT\nelse echo "has=false" >> $GITHUB_OUTPUT; echo "::warning::no crun"; fi')}- if: steps.g.outputs.has == 'true'\n  run: crun create a`,
      ),
    ],
    [
      'sets a variable',
      job(
        `${step('command -v crun || { echo "SKIP=1" >> $GITHUB_ENV; echo "no crun"; }')}- if: env.SKIP != '1'\n  run: crun create a`,
      ),
    ],
    ['installs it', script(`sudo apt-get install -y crun\n${life}`)],
  ])('%s', (_, text) => {
    expect(stagesOf(text)).toContain('guard');
  });

  test('is another job', () => {
    const text = [
      'on: push',
      'jobs:',
      '  look:',
      '    runs-on: self-hosted',
      `    outputs: { has: "\${{ steps.g.outputs.has }}" }`,
      '    steps:',
      '      - id: g',
      '        run: |',
      '          if command -v crun; then echo has=yes >> $GITHUB_OUTPUT; else echo has=no >> $GITHUB_OUTPUT; echo "::notice::skipped"; fi',
      '  e2e:',
      '    needs: look',
      "    if: needs.look.outputs.has == 'yes'",
      '    runs-on: self-hosted',
      '    steps: [{ run: crun create a }]',
    ].join('\n');
    expect(stagesOf(text)).toContain('guard');
  });

  test.each([
    ['is missing', script(life)],
    ['only tells', script(`command -v crun && crun --version || echo "crun not installed"\n${life}`)],
    ['fails instead', script(`command -v crun || { echo "no crun"; exit 1; }\n${life}`)],
    ['says nothing', script(`command -v crun || exit 0\n${life}`)],
    ['looks for another', script(`command -v runc || { echo skipped; exit 0; }\n${life}`)],
    [
      'leaves only its own step',
      job(`- run: command -v crun || { echo skipped; exit 0; }\n- run: crun create a`),
    ],
  ])('%s', (_, text) => {
    expect(stagesOf(text)).not.toContain('guard');
  });
});

describe('the check that the container is gone', () => {
  const behind = (text: string) => script(`crun create a\ncrun start a\ncrun delete -f a\n${text}`);
  test.each([
    ['by its state', 'if crun state a; then echo "still there"; exit 1; fi'],
    ['by its state, negated', 'if ! crun state a; then echo ok; else exit 1; fi'],
    ['at the end of the script', '! crun state a'],
    ['by a chain', 'crun state a && exit 1 || true'],
    ['by the list', 'if crun list -q | grep -q a; then exit 1; fi'],
    ['by an empty list', '[ -z "$(crun list -q)" ]'],
    ['by counting', 'test "$(crun list -q | wc -l)" -eq 0'],
    ['by the list in a variable', 'LEFT=$(crun list -q)\nif [ -n "$LEFT" ]; then exit 1; fi'],
  ])('%s', (_, text) => {
    expect(stagesOf(behind(text))).toContain('gone');
  });

  test.each([
    ['is missing', 'true'],
    ['only looks', 'crun list || true'],
    ['only tells', 'if crun state a; then echo "still there"; fi'],
    ['comes too early', ''],
  ])('%s', (_, text) => {
    expect(stagesOf(behind(text))).not.toContain('gone');
  });
});

test('the scaffold goes through all stages', () => {
  const model = scaffoldCrunE2e(defaultPolicy);
  expect(model.kind === 'model' && stagesOf(model.text)).toEqual([
    'create',
    'delete',
    'gone',
    'guard',
    'start',
    'state',
    'stop',
  ]);
});
