import { describe, expect, test } from 'vitest';
import type { Repository } from '../../../src/core/audit/repository.ts';
import { needsOf } from '../../../src/core/capability/job-needs.ts';
import type { Policy } from '../../../src/core/policy/policy.ts';
import { SourceText } from '../../../src/core/source/source-text.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

const policy: Policy = {
  runners: [{ name: 'r', labels: ['r'], aliases: [], provides: ['gpu-burn'] }],
  capabilities: new Map([['scan', { actions: ['Somebody/scan-action'], commands: ['scanner'] }]]),
  rules: new Map(),
  tracking: [],
};
const files = new Map([
  ['a/action.yml', 'runs: { using: docker, image: x }'],
  ['b/action.yaml', 'runs: { using: composite, steps: [{ uses: ./a }, { run: podman ps, shell: bash }] }'],
  ['scripts/image.sh', '#!/bin/sh\nset -e\ndocker build .\n'],
  ['scripts/plain.sh', '#!/bin/sh\nzig build\n'],
  ['scripts/maybe.sh', '#!/bin/sh\nif command -v docker; then docker build .; fi\n'],
  ['scripts/outer.sh', '#!/bin/sh\n. ./scripts/image.sh\n'],
  ['scripts/twice.sh', '#!/bin/sh\n./scripts/twice.sh\npodman ps\n'],
  ['Makefile', 'all: build\nbuild:\n\tzig build\nimage:\n\tdocker build .\n'],
  ['c/action.yml', 'runs: { using: composite, steps: [{ run: ./scripts/image.sh, shell: bash }] }'],
  ['loop/action.yml', 'runs: { using: composite, steps: [{ uses: ./loop }] }'],
]);
const repository: Repository = {
  visibility: 'unknown',
  remoteActions: new Map([
    ['x/docker@v1', { using: 'docker' }],
    ['x/node@v1', { using: 'node' }],
    ['x/composite@v1', { using: 'composite' }],
  ]),
  policy,
  workflows: [],
  file: (path) => (files.has(path) ? new SourceText(path, files.get(path) ?? '') : undefined),
};

function needs(job: string): string {
  const text = `on: push\njobs:\n  a:\n    runs-on: x\n${job.replace(/^/gm, '    ')}\n`;
  const workflow = parseWorkflow({ path: 'w.yml', id: '1', text });
  const [first] = workflow.jobs;
  if (first === undefined || workflow.problems.length > 0) throw new Error(workflow.problems[0]?.message);
  const found = needsOf({ workflow, job: first }, repository);
  return [
    found.needs.map(({ capability }) => capability).join(','),
    ...(found.lookedFor.size > 0 ? [`looks for ${[...found.lookedFor].join(',')}`] : []),
    ...(found.unread.length > 0 ? [`unread ${found.unread.join(',')}`] : []),
  ].join('; ');
}

const run = (script: string) => `steps:\n  - run: |\n${script.replace(/^/gm, '      ')}`;
const uses = (action: string) => `steps: [{ uses: '${action}' }]`;

describe('needsOf', () => {
  test.each([
    ['container: debian\nsteps: [{ run: x }]', 'docker'],
    ['container: { image: debian }\nsteps: [{ run: x }]', 'docker'],
    [`container: ''\nsteps: [{ run: x }]`, ''],
    ['services: { db: { image: x } }\nsteps: [{ run: x }]', 'docker'],
    [uses('docker://alpine'), 'docker'],
    [uses('./c'), 'docker'],
    [run('./scripts/image.sh'), 'docker'],
    [run('bash scripts/image.sh --fast'), 'docker'],
    [run('cd scripts && ./image.sh'), 'docker'],
    [run('./scripts/outer.sh'), 'docker'],
    [run('./scripts/plain.sh'), ''],
    [run('./scripts/nowhere.sh'), ''],
    [run('./scripts/maybe.sh'), 'docker; looks for docker'],
    [run('./scripts/twice.sh'), 'podman'],
    ['steps: [{ run: ./image.sh, working-directory: scripts }]', 'docker'],
    ['defaults: { run: { working-directory: scripts } }\nsteps: [{ run: ./image.sh }]', 'docker'],
    [run('make image'), 'docker'],
    [run('make'), ''],
    [uses('./a'), 'docker'],
    [uses('./b'), 'docker,podman'],
    [uses('./loop'), ''],
    [uses('./nowhere'), '; unread ./nowhere'],
    [uses('x/docker@v1'), 'docker'],
    [uses('x/node@v1'), ''],
    [uses('x/composite@v1'), '; unread x/composite@v1'],
    [uses('somebody/SCAN-action/sub@v2'), 'scan'],
    [uses('actions/checkout@v4'), ''],
    [uses('docker/login-action@v3'), 'docker'],
    [uses('who/knows@v1'), '; unread who/knows@v1'],
    [run('sudo timeout 5 /usr/bin/crun create x'), 'crun'],
    [run('echo "docker run x"; # podman\ngrep pct file'), ''],
    [run('scanner --all'), 'scan'],
    [run('gpu-burn 10'), 'gpu-burn'],
    [run('docker --version'), ''],
    [run('command -v crun || exit 0\ncrun list'), 'crun; looks for crun'],
    [run('if which podman; then podman ps; fi'), 'podman; looks for podman'],
    [
      run(
        'apt-get update && sudo apt-get install -y --no-install-recommends docker.io crun\ndocker ps; crun list',
      ),
      '',
    ],
    ['steps:\n  - uses: docker/setup-docker-action@v4\n  - run: docker ps', ''],
    ['steps: [{ run: docker ps, shell: pwsh }]', ''],
  ])('%j', (job, expected) => {
    expect(needs(job)).toBe(expected);
  });
});
