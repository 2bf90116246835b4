import { describe, expect, test } from 'vitest';
import { auditSteps, auditWorkflow } from './audit-job.ts';

const create = '- name: Create\n  id: create\n  run: crun create e2e\n';
const remove = (condition?: string) =>
  `- name: Clean up\n${condition === undefined ? '' : `  if: ${condition}\n`}  run: crun delete -f e2e\n`;
const work = '- name: Work\n  run: ./test\n';

describe('removal in a later step', () => {
  test.each([
    'always()',
    `\${{ always() }}`,
    `\${{ !cancelled() || cancelled() }}`,
    "always() && matrix.runtime != 'none'",
    "always() && steps.create.outcome == 'success'",
    'success() || failure() || cancelled()',
  ])('under %s is on every path', (condition) => {
    expect(auditSteps(create + work + remove(`"${condition.replaceAll('"', '\\"')}"`))).toEqual([]);
  });

  const left = (how: string) => [`8: The container \`e2e\` that \`crun create\` makes ${how}.`];
  test.each([
    [undefined, "is left when step 'Create' fails, and on cancellation"],
    ['success()', "is left when step 'Create' fails, and on cancellation"],
    ["env.X == 'y'", "is left when step 'Create' fails, and on cancellation"],
    ['failure()', 'is left when every step succeeds'],
    ['"!cancelled()"', "is left when the job is cancelled in step 'Create'"],
    ['success() || failure()', "is left when the job is cancelled in step 'Create'"],
    ['cancelled()', 'is left when every step succeeds'],
    ['always() && false', 'is never removed'],
  ])('under %s is not', (condition, how) => {
    expect(auditSteps(create + work + remove(condition))).toEqual(left(how));
  });

  test('before the create', () => {
    expect(auditSteps(remove('always()') + create)).toEqual([
      '11: The container `e2e` that `crun create` makes is never removed.',
    ]);
  });

  test('one step for each way is on every path', () => {
    expect(auditSteps(create + work + remove() + remove('failure()') + remove('cancelled()'))).toEqual([]);
  });

  test('a step for failures before the step that fails', () => {
    expect(auditSteps(create + remove('failure() || cancelled()') + work + remove())).toEqual([
      "8: The container `e2e` that `crun create` makes is left when step 'Work' fails, and on cancellation.",
    ]);
  });

  test('failures of steps that may fail do not count', () => {
    const tolerated = '- name: Create\n  run: crun create e2e\n  continue-on-error: true\n';
    expect(auditSteps(tolerated + remove())).toEqual([
      "7: The container `e2e` that `crun create` makes is left when the job is cancelled in step 'Create'.",
    ]);
  });

  test('behind work of the clean-up step', () => {
    const step = '- if: always()\n  run: |\n    crun state e2e\n    ./collect-logs\n    crun delete -f e2e\n';
    expect(auditSteps(create + step)).toEqual([
      '8: note: The container `e2e` that `crun create` makes is left when `./collect-logs`, which runs before its removal, fails: the shell runs with `-e` and ends there.',
    ]);
  });

  test('a clean-up step that may have nothing to do', () => {
    const step = '- if: always()\n  run: |\n    [ -f started ] || exit 0\n    crun delete -f e2e\n';
    expect(auditSteps(create + step)).toEqual([]);
  });

  test('a clean-up step that asks how the job went', () => {
    const run = `if [ "\${{ job.status }}" = success ]; then crun delete -f e2e; fi`;
    expect(auditSteps(`${create}- if: always()\n  run: ${JSON.stringify(run)}\n`)).toEqual([
      "8: The container `e2e` that `crun create` makes is left when step 'Create' fails, and on cancellation.",
    ]);
  });

  test.each([
    ["steps.work.outcome == 'success'", "is left when step 'Work' fails, and on cancellation"],
    ["steps.work.outcome != 'failure'", "is left when step 'Work' fails"],
    ["steps.work.conclusion != 'cancelled'", "is left when the job is cancelled in step 'Work'"],
    ["job.status == 'success'", "is left when step 'Create' fails, and on cancellation"],
    ["job.status != 'cancelled'", "is left when the job is cancelled in step 'Create'"],
    ["steps.nowhere.outcome == 'success'", 'is never removed'],
    ["github.event_name == 'pull_request'", 'is never removed'],
    ['inputs.cleanup', 'is never removed'],
  ])('where always() stands beside %s is not', (beside, how) => {
    const named = '- name: Work\n  id: work\n  run: ./test\n';
    expect(auditSteps(create + named + remove(`"always() && ${beside}"`))).toEqual(left(how));
  });

  test.each([
    "steps.create.outcome != 'skipped'",
    "steps.create.outcome == 'success'",
    "github.event_name == 'push'",
    '!inputs.keep',
    "steps.create.outputs.id != ''",
    "env.KEEP != 'true'",
  ])('where always() stands beside %s is on every path', (beside) => {
    expect(auditSteps(create + work + remove(`"always() && ${beside}"`))).toEqual([]);
  });

  test('where the step that made it goes on, its outcome says too little', () => {
    const more = '- name: Create\n  id: create\n  run: |\n    crun create e2e\n    ./ready\n';
    expect(auditSteps(more + remove(`"always() && steps.create.outcome == 'success'"`))).toEqual([
      "9: The container `e2e` that `crun create` makes is left when step 'Create' fails, and on cancellation.",
    ]);
  });

  test('two lists of findings', () => {
    expect(auditSteps(`- run: |\n    docker run -d --name a i\n    docker run -d --name b i\n`)).toHaveLength(
      2,
    );
  });
});

describe('how a job is started', () => {
  const job = (on: string, steps: string, more = '') =>
    `on: ${on}\njobs:\n  job:\n    runs-on: [self-hosted, x]\n${more}    steps:\n${steps.replace(/^(?=.)/gm, '      ')}`;
  const made = '- run: crun create e2e\n';
  const removedIf = (beside: string) => `- if: always() && ${beside}\n  run: crun delete -f e2e\n`;

  test.each([
    ['push', "github.event_name == 'push'"],
    ['{ push: { branches: [main] } }', "github.ref == 'refs/heads/main'"],
    ['[push, workflow_dispatch]', '!inputs.keep'],
    ['{ workflow_call: { inputs: { clean: { type: boolean } } } }', 'inputs.clean'],
    ['{ push: { tags: [v1] } }', "github.ref == 'refs/tags/v1'"],
  ])('on %s, removed where %s', (on, beside) => {
    expect(auditWorkflow(job(on, made + removedIf(beside)))).toEqual([]);
  });

  test.each([
    [
      '[push, pull_request]',
      "github.event_name == 'push'",
      'On `pull_request` the container `e2e` that `crun create` makes is never removed.',
    ],
    [
      'push',
      "github.ref == 'refs/heads/main'",
      'On `push` to another branch the container `e2e` that `crun create` makes is never removed.',
    ],
    [
      '{ push: { branches: [main] }, pull_request: {} }',
      "github.ref == 'refs/heads/main'",
      'On `pull_request` the container `e2e` that `crun create` makes is never removed.',
    ],
    [
      '{ push: {}, workflow_dispatch: { inputs: { clean: { type: boolean } } } }',
      'inputs.clean',
      'On `push` the container `e2e` that `crun create` makes is never removed.',
    ],
  ])('on %s, left where not %s', (on, beside, message) => {
    expect(auditWorkflow(job(on, made + removedIf(beside)))).toEqual([`6: ${message}`]);
  });

  test('under one condition both', () => {
    const both = `- if: github.event_name == 'push'\n  run: crun create e2e\n${removedIf("github.event_name == 'push'")}`;
    expect(auditWorkflow(job('[push, pull_request]', both))).toEqual([]);
  });

  test('a job that runs on one event only', () => {
    const only = "    if: github.event_name == 'push'\n";
    const text = job('[push, pull_request]', made + removedIf("github.event_name != 'pull_request'"), only);
    expect(auditWorkflow(text)).toEqual([]);
  });

  const matrix = '    strategy: { matrix: { rt: [crun, runc] } }\n';
  const makes = '- run: ${{ matrix.rt }} create e2e\n';
  const removes = (rt: string) => `- if: always() && matrix.rt == '${rt}'\n  run: ${rt} delete -f e2e\n`;

  test('a step for each leg', () => {
    expect(auditWorkflow(job('push', makes + removes('crun') + removes('runc'), matrix))).toEqual([]);
  });

  test('a step for one leg only', () => {
    expect(auditWorkflow(job('push', makes + removes('crun'), matrix))).toEqual([
      '7: The container `e2e` that `runc create` makes is never removed.',
    ]);
  });

  test('a leg that keeps what all make', () => {
    const keeps = '    strategy: { matrix: { mode: [fast, slow] } }\n';
    const removed = removedIf("matrix.mode == 'fast'");
    expect(auditWorkflow(job('push', made + removed, keeps))).toEqual([
      '7: Where `matrix.mode` is `slow` the container `e2e` that `crun create` makes is never removed.',
    ]);
    const under = `- if: matrix.mode == 'fast'\n  run: crun create e2e\n`;
    expect(auditWorkflow(job('push', under + removed, keeps))).toEqual([]);
    expect(auditWorkflow(job('push', under, keeps))).toEqual([
      '8: The container `e2e` that `crun create` makes is never removed.',
    ]);
  });
});

describe('scripts that actions run', () => {
  const retry =
    '- uses: nick-fields/retry@v3\n  with:\n    timeout_minutes: 5\n    command: docker compose up -d\n';
  test('are read', () => {
    expect(auditSteps(retry)).toEqual(['9: What `docker compose up -d` makes is never removed.']);
    expect(auditSteps(`${retry}- if: always()\n  run: docker compose down\n`)).toEqual([]);
  });

  test('run when the job is over', () => {
    const post =
      '- uses: gacts/run-and-post-run@v1\n  with:\n    run: docker compose up -d\n    post: docker compose down\n';
    expect(auditSteps(post)).toEqual([]);
  });

  test('on another machine are not', () => {
    expect(auditSteps('- uses: appleboy/ssh-action@v1\n  with:\n    script: docker run -d img\n')).toEqual(
      [],
    );
  });

  test('may be a clean-up that cannot be read', () => {
    const clean = '- uses: acme/docker-prune@v1\n  if: always()\n';
    expect(auditSteps(`- run: docker run -d --name a i\n${clean}`)).toEqual([
      '6: note: The container `a` that `docker run -d` makes is removed, if at all, by a command that cannot be read here.',
    ]);
  });
});

describe('which container', () => {
  const always = (run: string) => `- if: always()\n  run: ${JSON.stringify(run)}\n`;
  const first = (run: string, id = 's') => `- id: ${id}\n  run: ${JSON.stringify(run)}\n`;
  test.each([
    [
      'through GITHUB_ENV',
      first('ID=a-$$\necho "ID=$ID" >> $GITHUB_ENV\ncrun create "$ID"'),
      'crun delete -f "$ID"',
    ],
    [
      'a captured id through GITHUB_ENV',
      first('echo "ID=$(docker run -d i)" >> "$GITHUB_ENV"'),
      `docker rm -f \${{ env.ID }}`,
    ],
    [
      'through GITHUB_OUTPUT',
      first('C=$(docker run -d i)\necho "id=$C" >> $GITHUB_OUTPUT'),
      `docker rm -f "\${{ steps.s.outputs.id }}"`,
    ],
    ['by tee', first('echo "ID=x" | tee -a "$GITHUB_ENV"\ncrun create x'), 'crun delete -f $ID'],
    ['in a group', first('{ echo "A=1"; echo "ID=x"; } >> $GITHUB_ENV\ncrun create x'), 'crun delete -f $ID'],
    [
      'by expressions',
      first(`crun create "e2e-\${{ github.run_id }}"`),
      `crun delete -f e2e-\${{github.run_id}}`,
    ],
    ['by a variable nobody knows', first('docker run -d i'), 'docker rm -f "$CONTAINER"'],
    ['in a file', first('docker run -d i > .cid'), 'docker rm -f "$(cat .cid)"'],
    ['all of them', first('docker run -d i'), 'docker ps -aq | xargs --no-run-if-empty docker rm -f'],
    [
      'by a text computed once',
      first('N=c-$RANDOM\necho "N=$N" >> $GITHUB_ENV\ncrun create "$N"'),
      'crun delete -f "$N"',
    ],
    ['below the same root', first('crun --root /tmp/a create a'), 'crun --root /tmp/a delete -f a'],
    ['by the same user', first('sudo podman run -d --name a i'), 'sudo podman rm -f a'],
    ['by any user', first('$SUDO podman run -d --name a i'), 'podman rm -f a'],
    ['by docker, whose daemon is one for all', first('sudo docker run -d --name a i'), 'docker rm -f a'],
    ['the last one', first('docker run -d i'), 'docker rm -f $(docker ps -lq)'],
  ])('%s', (_, made, removed) => {
    expect(auditSteps(made + always(removed))).toEqual([]);
    expect(auditSteps(made)).toHaveLength(1);
  });

  test.each([
    ['another name', first('crun create a'), 'crun delete -f b'],
    ['a name computed anew', first('crun create a-$RANDOM'), 'crun delete -f a-$RANDOM'],
    ['the name of a process that is gone', first('crun create a-$$'), 'crun delete -f a-$$'],
    ['a variable of a shell that is gone', first('N=a\ncrun create "$N"'), 'crun delete -f "$N"'],
    ['below another root', first('crun --root /tmp/a create a'), 'crun --root /tmp/b delete -f a'],
    ['below no root', first('crun --root /tmp/a create a'), 'crun delete -f a'],
    ["another user's", first('sudo podman run -d --name a i'), 'podman rm -f a'],
    [
      'another end',
      first(`crun create a-\${{ github.run_id }}-x`),
      `crun delete -f a-\${{ github.run_id }}-y`,
    ],
    ['those of another name', first('docker run -d --name web i'), 'docker rm -f $(docker ps -aqf name=db)'],
    [
      'those of another label',
      first('docker run -d --label ci=1 i'),
      'docker rm -f $(docker ps -aqf label=e2e)',
    ],
    [
      'those that run no more',
      first('docker run -d --name web i'),
      'docker rm $(docker ps -aqf status=exited)',
    ],
  ])('not %s', (_, made, removed) => {
    expect(auditSteps(made + always(removed))).toHaveLength(1);
  });

  test('an id that was not told before the script failed', () => {
    const late = first('ID=$(docker run -d i)\n./wait-ready\necho "ID=$ID" >> $GITHUB_ENV');
    const message =
      "7: The container that `docker run -d` makes from `i` is left when step 'Run ID=$(docker run -d i)' fails, and on cancellation.";
    expect(auditSteps(late + always('docker rm -f "$ID"'))).toEqual([message]);
    expect(auditSteps(late + always('docker rm -f $(docker ps -aq)'))).toEqual([]);
    const early = first('ID=$(docker run -d i)\necho "ID=$ID" >> $GITHUB_ENV\n./wait-ready');
    expect(auditSteps(early + always('docker rm -f "$ID"'))).toEqual([]);
  });

  test('by the environment of workflow, job and step', () => {
    const workflow = [
      'on: push',
      'env: { NAME: one }',
      'jobs:',
      '  job:',
      '    runs-on: ubuntu-latest',
      `    env: { RUNTIME: "\${{ matrix.runtime }}" }`,
      '    strategy: { matrix: { runtime: [crun, runc] } }',
      '    steps:',
      '      - run: $RUNTIME create "$ID"',
      `        env: { ID: "\${{ env.NAME }}-two" }`,
      '      - if: always()',
      '        env: { RUNTIME: runc }',
      '        run: $RUNTIME delete -f one-two',
    ].join('\n');
    expect(auditWorkflow(workflow)).toEqual([
      '9: The container `one-two` that `crun create` makes is never removed.',
    ]);
  });

  test('on every leg', () => {
    const workflow = [
      'on: push',
      'jobs:',
      '  job:',
      '    runs-on: ubuntu-latest',
      '    strategy: { matrix: { runtime: [crun, youki] } }',
      '    steps:',
      `      - run: \${{ matrix.runtime }} create "e2e-\${{ matrix.runtime }}"`,
      '      - if: always()',
      `        run: \${{ matrix.runtime }} delete -f "e2e-\${{ matrix.runtime }}"`,
    ].join('\n');
    expect(auditWorkflow(workflow)).toEqual([]);
  });
});

describe('where it counts', () => {
  const job = (runsOn: string, run: string, more = '') =>
    `on: push\njobs:\n  job:\n    runs-on: ${runsOn}\n${more}    steps:\n      - run: ${run}\n`;
  test.each([
    ['an engine on a runner of GitHub', job('ubuntu-latest', 'docker run -d i'), 0],
    ['an engine on an own runner', job('[self-hosted, x]', 'docker run -d i'), 1],
    [
      'an engine on an own runner of a matrix',
      job(
        `\${{ matrix.on }}`,
        'docker run -d i',
        '    strategy: { matrix: { on: [ubuntu-latest, self-hosted] } }\n',
      ),
      1,
    ],
    ['crun on a runner of GitHub', job('ubuntu-latest', 'crun create x'), 1],
    ['crun in a job in a container', job('self-hosted', 'crun create x', '    container: alpine\n'), 0],
    ['docker in a job in a container', job('self-hosted', 'docker run -d x', '    container: alpine\n'), 1],
    ['PowerShell', job('[self-hosted, windows]', 'docker run -d i'), 0],
    ['bash on Windows', job('[self-hosted, windows]', 'docker run -d i\n        shell: bash'), 1],
    ['Python', job('self-hosted', 'docker run -d i\n        shell: python'), 0],
    ['services', job('self-hosted', 'true', '    services: { db: { image: postgres } }\n'), 0],
  ])('%s', (_, workflow, count) => {
    expect(auditWorkflow(workflow)).toHaveLength(count);
  });

  test('a runner that a person may choose', () => {
    const workflow = [
      'on:',
      '  workflow_dispatch:',
      '    inputs:',
      '      runner: { type: choice, options: [ubuntu-latest, self-hosted] }',
      'jobs:',
      '  job:',
      `    runs-on: \${{ inputs.runner }}`,
      '    steps:',
      '      - run: docker run -d --name a i',
    ].join('\n');
    expect(auditWorkflow(workflow)).toHaveLength(1);
    expect(auditWorkflow(workflow.replace(', self-hosted', ''))).toEqual([]);
  });

  test('a clean-up in another job does not count', () => {
    const workflow = `${job('self-hosted', 'crun create x')}  clean:\n    needs: job\n    if: always()\n    runs-on: self-hosted\n    steps:\n      - run: crun delete -f x\n`;
    expect(auditWorkflow(workflow)).toHaveLength(1);
  });
});

describe('scripts and actions of the repository', () => {
  const leaky = '#!/usr/bin/env bash\nset -e\ndocker run -d --name web img\n./test\ndocker rm -f web\n';
  const tidy = '#!/bin/bash -e\ntrap "docker rm -f web" EXIT\ndocker run -d --name web img\n./test\n';
  const said = (line: number, step: string) => [
    `${line}: The container \`web\` that \`docker run -d\` makes is left when step '${step}' fails, and on cancellation.`,
  ];

  test.each([
    ['./scripts/e2e.sh', 'scripts/e2e.sh'],
    ['bash scripts/e2e.sh --fast', 'scripts/e2e.sh'],
    ['sudo ./scripts/e2e.sh', 'scripts/e2e.sh'],
    ['source scripts/e2e.sh', 'scripts/e2e.sh'],
    ['. ./scripts/e2e', 'scripts/e2e'],
    ['cd scripts && ./e2e.sh', 'scripts/e2e.sh'],
    ['"$GITHUB_WORKSPACE/scripts/e2e.sh"', 'scripts/e2e.sh'],
    [`\${{ github.workspace }}/scripts/e2e.sh`, 'scripts/e2e.sh'],
  ])('%s is followed', (run, path) => {
    const steps = `- name: E2E\n  run: ${JSON.stringify(run)}\n`;
    expect(auditSteps(steps, { [path]: leaky })).toEqual(said(7, 'E2E'));
    expect(auditSteps(steps, { [path]: tidy })).toEqual([]);
  });

  test('the working directory leads', () => {
    const steps = '- name: E2E\n  working-directory: tests\n  run: ./e2e.sh\n';
    expect(auditSteps(steps, { 'tests/e2e.sh': leaky })).toEqual(said(8, 'E2E'));
  });

  test('a script that finds its own folder', () => {
    const files = {
      'tests/e2e.sh': 'DIR="$(cd "$(dirname "$0")" && pwd)"\n. "$DIR/lib.sh"\nstart_all',
      'tests/lib.sh': 'start_all() { docker run -d --name web img; }',
    };
    expect(auditSteps('- run: bash tests/e2e.sh\n', files)).toEqual([
      '6: The container `web` that `docker run -d` makes is never removed.',
    ]);
  });

  test('a script that a step wrote', () => {
    const steps =
      "- name: E2E\n  run: |\n    cat > t.sh <<'EOF'\n    docker run -d --name web img\n    EOF\n    bash t.sh\n";
    expect(auditSteps(steps)).toEqual([
      '9: The container `web` that `docker run -d` makes is never removed.',
    ]);
  });

  test('other languages are not read', () => {
    expect(auditSteps('- run: ./e2e\n', { e2e: '#!/usr/bin/env python3\ndocker run -d img\n' })).toEqual([]);
  });

  test('a script that is called a clean-up and is none', () => {
    const steps = '- run: crun create e2e\n- if: always()\n  run: ./scripts/cleanup.sh\n';
    expect(auditSteps(steps, { 'scripts/cleanup.sh': '#!/bin/sh\nrm -rf build\n' })).toEqual([
      '6: The container `e2e` that `crun create` makes is never removed.',
    ]);
    const elsewhere = '#!/usr/bin/env python3\nimport shutil\n';
    expect(auditSteps(steps, { 'scripts/cleanup.sh': elsewhere })).toEqual([
      '6: note: The container `e2e` that `crun create` makes is removed, if at all, by a command that cannot be read here.',
    ]);
  });

  test('a clean-up script that is told the runtime', () => {
    const steps = '- run: crun create e2e\n- if: always()\n  run: ./cleanup.sh\n  env: { RUNTIME: crun }\n';
    expect(auditSteps(steps, { 'cleanup.sh': '#!/bin/sh\n"$RUNTIME" delete -f e2e\n' })).toEqual([]);
  });

  test('a make target that is called a clean-up and is none', () => {
    const steps = '- run: crun create e2e\n- if: always()\n  run: make clean\n';
    expect(auditSteps(steps, { Makefile: 'clean:\n\trm -rf build\n' })).toHaveLength(1);
    expect(auditSteps(steps, { Makefile: 'clean:\n\trm -rf build\n' })[0]).not.toContain('note');
  });

  test('a script that runs itself comes to an end', () => {
    expect(auditSteps('- run: ./e2e.sh\n', { 'e2e.sh': './e2e.sh\n./e2e.sh\n' })).toEqual([]);
  });

  test('make', () => {
    const makefile =
      'ENGINE ?= docker\nNAME := web\n\n.PHONY: e2e up\ne2e: up\n\t./test\n\t$(MAKE) down\n\nup:\n\t@$(ENGINE) run -d \\\n\t  --name $(NAME) img\ndown:\n\t-docker rm -f $(NAME)\n';
    const steps = '- name: E2E\n  run: make e2e\n';
    expect(auditSteps(steps, { Makefile: makefile })).toEqual(said(7, 'E2E'));
    const cleaned = `${steps}- if: always()\n  run: make down\n`;
    expect(auditSteps(cleaned, { Makefile: makefile })).toEqual([]);
  });

  test('a composite action', () => {
    const action = [
      'name: Start',
      'description: Starts the container',
      'inputs:',
      '  name: { description: Its name, default: web }',
      'runs:',
      '  using: composite',
      '  steps:',
      `    - run: docker run -d --name "\${{ inputs.name }}" img`,
      '      shell: bash',
    ].join('\n');
    const files = { '.github/actions/start/action.yml': action };
    const use = '- uses: ./.github/actions/start\n';
    expect(auditSteps(use, files)).toEqual([
      '6: The container `web` that `docker run -d` makes is never removed.',
    ]);
    expect(auditSteps(`${use}- if: always()\n  run: docker rm -f web\n`, files)).toEqual([]);
    const other = `${use}  with: { name: db }\n- if: always()\n  run: docker rm -f web\n`;
    expect(auditSteps(other, files)).toEqual([
      '6: The container `db` that `docker run -d` makes is never removed.',
    ]);
  });

  test('composite actions that use each other', () => {
    const manifest = (name: string, steps: string) =>
      `name: A\ndescription: A\ninputs: { name: { default: ${name} } }\nruns:\n  using: composite\n  steps:\n${steps}`;
    const start = `    - { run: 'docker run -d --name "$NAME" img', shell: bash, env: { NAME: '\${{ inputs.name }}-1' } }\n`;
    const stop = `    - { if: always(), run: 'docker rm -f "\${{ inputs.name }}-1"', shell: bash }\n`;
    const use = `    - uses: './inner' # starts it\n      with: { name: '\${{ inputs.name }}' }\n`;
    const files = (steps: string) => ({
      'outer/action.yml': manifest('web', steps),
      'inner/action.yaml': manifest('x', start),
      'loop/action.yml': manifest('x', '    - uses: ./loop\n'),
    });
    expect(auditSteps('- uses: ./outer\n', files(use))).toEqual([
      '6: The container `web-1` that `docker run -d` makes is never removed.',
    ]);
    expect(auditSteps('- uses: ./outer\n  with: { name: db }\n', files(use))).toEqual([
      '6: The container `db-1` that `docker run -d` makes is never removed.',
    ]);
    expect(auditSteps('- uses: ./outer\n', files(use + stop))).toEqual([]);
    expect(auditSteps('- uses: ./loop\n', files(use))).toEqual([]);
  });

  test('a composite action that cleans up behind itself', () => {
    const action =
      'name: A\ndescription: A\nruns:\n  using: composite\n  steps:\n    - { run: docker run -d --name web img, shell: bash }\n    - { if: always(), run: docker rm -f web, shell: bash }\n';
    expect(auditSteps('- uses: ./a\n', { 'a/action.yaml': action })).toEqual([]);
  });
});
