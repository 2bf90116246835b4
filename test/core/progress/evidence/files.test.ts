import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../../src/core/policy/policy.ts';
import { progressOf, type Sprint, twoRunnersPolicy } from '../progress-of.ts';

/** What is found for a plan's last item. */
function found(item: string, files: Record<string, string>, over: Partial<Sprint> = {}) {
  const progress = progressOf({ plan: `- [ ] ${item}`, files, policy: twoRunnersPolicy, ...over });
  return progress.items[0]?.evidence.map(
    ({ verdict, detail, path, line }) =>
      `${verdict}: ${detail}${line === undefined ? '' : ` (${path}:${line})`}`,
  );
}

const workflow = (jobs: string): string => `on: push\njobs:\n${jobs}`;

describe('files', () => {
  const doc = `# Machines

## Two runners

How jobs are *spread* over all of our machines by the matrix of each workflow.

## Empty

## Pots

<!-- Kettles are described here -->
A lid is there.
`;

  it.each([
    ['`docs/a.md` is gone', 'fails: `docs/a.md` is still there'],
    ['`docs/b.md` is gone', 'holds: `docs/b.md` is absent'],
    ['Create `docs/a.md`', 'holds: `docs/a.md` is there (docs/a.md:1)'],
    ['Create `docs/b.md`', 'fails: `docs/b.md` is not there'],
    [
      'Add a two-runner section to `docs/a.md`',
      'holds: `docs/a.md`: it has a section about “two-runner” (docs/a.md:3)',
    ],
    [
      'Add an empty section to `docs/a.md`',
      'fails: `docs/a.md`: its section about “empty” is empty (docs/a.md:7)',
    ],
    [
      'Add a spreading jobs section to `docs/a.md`',
      'unknown: `docs/a.md`: it speaks of “spreading jobs”, but no heading does (docs/a.md:5)',
    ],
    [
      'Document the spread of jobs in `docs/a.md`',
      'holds: `docs/a.md`: it speaks of “spread of jobs” (docs/a.md:5)',
    ],
    [
      'Document lids in `docs/a.md`',
      'unknown: `docs/a.md`: it speaks of “lids”, but only in passing (docs/a.md:12)',
    ],
    ['Document kettles in `docs/a.md`', 'fails: `docs/a.md`: it does not speak of “kettles” (docs/a.md:1)'],
    ['Document kettles in `docs/b.md`', 'fails: `docs/b.md` is not there'],
    ['Update `docs/a.md` with `A lid`', 'holds: `docs/a.md`: it says `A lid` (docs/a.md:12)'],
    ['Update `docs/a.md` with `--lid`', 'fails: `docs/a.md`: it does not say `--lid` (docs/a.md:1)'],
    ['Remove `A lid` from `docs/a.md`', 'fails: `docs/a.md` still says `A lid` (docs/a.md:12)'],
    ['Remove `A cup` from `docs/a.md`', 'holds: `docs/a.md` does not say `A cup` (docs/a.md:1)'],
    ['Update `x.sh` with notes on lids', 'holds: `x.sh`: it speaks of “lids” (x.sh:2)'],
  ])('%s', (item, expected) => {
    expect(
      found(
        item,
        { 'docs/a.md': doc, './x.sh': '#!/bin/sh\n# Mind the lid.\n' },
        {
          paths: ['docs/a.md', 'x.sh'],
          files: new Map([
            ['docs/a.md', { kind: 'text', path: 'docs/a.md', id: '1', text: doc }],
            ['x.sh', { kind: 'text', path: 'x.sh', id: '2', text: '#!/bin/sh\n# Mind the lid.\n' }],
          ]),
        },
      ),
    ).toEqual([expected]);
  });

  it('that are workflows count without their comments', () => {
    const text = workflow('  a:\n    runs-on: x\n    # timeout-minutes: 5\n    steps: [{run: make}]\n');
    expect(found('Add `timeout-minutes` to `ci.yml`', { 'ci.yml': text })?.[0]).toMatch(/^fails/);
    expect(found('Remove `timeout-minutes` from `ci.yml`', { 'ci.yml': text })?.[0]).toMatch(/^holds/);
  });

  it('that GitHub would refuse prove nothing', () => {
    for (const item of [
      'Create `ci.yml`',
      'Add `make` to `ci.yml`',
      '`ci.yml` has a matrix for both runners',
      'Test `crun create` in `ci.yml`',
      'Clean-up of containers in `ci.yml`',
      'CI passes',
    ]) {
      expect(
        found(item, { 'ci.yml': 'on: push\njobs:\n  a:\n    steps: [{run: crun create x}]\n' })?.[0],
      ).toMatch(/^fails: GitHub refuses/);
    }
  });
});

describe('a matrix', () => {
  const item = '`ci.yml` has a matrix for both runners';
  const job = (lines: string) => ({ 'ci.yml': workflow(`  build:\n${lines}    steps: [{run: make}]\n`) });
  const axes = (list: string, runsOn = `\${{ matrix.r }}`) =>
    job(`    runs-on: ${runsOn}\n    strategy:\n      matrix:\n        r: ${list}\n`);

  it.each<[string, Record<string, string>, 'holds' | 'fails' | 'unknown']>([
    ['of both label sets', axes('[[self-hosted, proxmox], [self-hosted, proxmox-runner0]]'), 'holds'],
    [
      'of a label within a template',
      axes('[proxmox, proxmox-runner0]', `[self-hosted, "\${{ matrix.r }}"]`),
      'holds',
    ],
    ['of an alias', axes('[[self-hosted, proxmox], [self-hosted, runner0]]'), 'holds'],
    [
      'by include alone',
      job(
        `    runs-on: \${{ matrix.r }}\n    strategy:\n      matrix:\n        include: [{r: [proxmox]}, {r: [proxmox-runner0]}]\n`,
      ),
      'holds',
    ],
    ['of one label set', axes('[[self-hosted, proxmox]]'), 'fails'],
    [
      'of which one is excluded',
      job(
        `    runs-on: \${{ matrix.r }}\n    strategy:\n      matrix:\n        r: [proxmox, proxmox-runner0]\n        exclude: [{r: proxmox-runner0}]\n`,
      ),
      'fails',
    ],
    ['of a label that both carry', axes('[[self-hosted, proxmox], [self-hosted]]'), 'fails'],
    ['that does not choose the runner', axes('[1, 2]', '[self-hosted, proxmox]'), 'fails'],
    ['of hosted runners', axes('[ubuntu-latest, windows-latest]'), 'fails'],
    ['that an output decides', axes(`\${{ fromJSON(needs.a.outputs.b) }}`), 'unknown'],
    [
      'in a job that never runs',
      job(
        `    if: false\n    runs-on: \${{ matrix.r }}\n    strategy:\n      matrix:\n        r: [proxmox, proxmox-runner0]\n`,
      ),
      'fails',
    ],
    ['none', job('    runs-on: [self-hosted, proxmox]\n'), 'fails'],
  ])('%s', (_, files, verdict) => {
    expect(found(item, files)?.[0]?.split(':')[0]).toBe(verdict);
  });

  it('may be in the workflow that the job calls', () => {
    const called = `on:\n  workflow_call:\n    inputs:\n      runner: {type: string}\njobs:\n  b:\n    runs-on: [self-hosted, "\${{ inputs.runner }}"]\n    steps: [{run: make}]\n`;
    const calling = (list: string) =>
      workflow(
        `  a:\n    strategy:\n      matrix:\n        r: ${list}\n    uses: ./.github/workflows/b.yml\n    with: {runner: "\${{ matrix.r }}"}\n`,
      );
    expect(found(item, { 'ci.yml': calling('[proxmox, proxmox-runner0]'), 'b.yml': called })?.[0]).toMatch(
      /^holds/,
    );
    expect(found(item, { 'ci.yml': calling('[proxmox]'), 'b.yml': called })?.[0]).toMatch(/^fails/);
    expect(found(item, { 'ci.yml': calling('[proxmox, proxmox-runner0]') })?.[0]).toMatch(/^unknown/);
  });

  it('without runners is any of two legs', () => {
    expect(found('`ci.yml` has a matrix', axes('[1, 2]', 'x'))?.[0]).toMatch(/^holds/);
    expect(found('`ci.yml` has a matrix', axes('[1]', 'x'))?.[0]).toMatch(/^fails/);
  });
});

describe('labels', () => {
  const files = {
    'ci.yml': workflow('  a:\n    runs-on: [self-hosted, Proxmox, linux]\n    steps: [{run: make}]\n'),
  };
  const none: Policy = { ...twoRunnersPolicy, runners: [] };

  it.each([
    [
      'Labels `[self-hosted, proxmox]`',
      'holds: job `a` of `.github/workflows/ci.yml` asks for `[self-hosted, proxmox]`, by `[self-hosted, Proxmox, linux]` (.github/workflows/ci.yml:4)',
    ],
    ['Labels `[self-hosted, gpu]`', 'fails: no job asks for `[self-hosted, gpu]`'],
  ])('%s', (item, expected) => {
    expect(found(item, files, { policy: none })).toEqual([expected]);
  });
});

describe("a container's life", () => {
  const life = (...commands: string[]) => ({
    'e2e.yml': workflow(
      `  life:\n    runs-on: [self-hosted, proxmox]\n    steps:\n${commands.map((one) => `      - ${one}\n`).join('')}`,
    ),
  });
  const item = (step: string) => `Test \`crun ${step}\` in \`e2e.yml\``;
  const whole = life(
    'run: crun create c',
    'run: crun start c',
    'run: crun kill c TERM',
    'run: crun delete c',
  );

  it.each(['create', 'start', 'stop', 'delete'])('has its %s', (step) => {
    expect(found(item(step), whole)?.[0]).toMatch(
      /^holds: job `life` of .*\(.github\/workflows\/e2e.yml:\d+\)$/,
    );
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'start',
      life('run: crun start c', 'run: crun create c'),
      'fails: job `life` of `.github/workflows/e2e.yml` does not run `crun start` after `crun create` (.github/workflows/e2e.yml:3)',
    ],
    [
      'stop',
      life('run: crun create c', 'run: crun kill c TERM'),
      'fails: job `life` of `.github/workflows/e2e.yml` does not run `crun kill … TERM` after `crun create` and `crun start` (.github/workflows/e2e.yml:3)',
    ],
    [
      'stop',
      life('run: crun create c', 'run: crun start c', 'run: crun kill c KILL'),
      'fails: job `life` of `.github/workflows/e2e.yml` does not run `crun kill … TERM` after `crun create` and `crun start` (.github/workflows/e2e.yml:3)',
    ],
    ['create', life('run: echo "crun create c"'), 'fails: `.github/workflows/e2e.yml` does not use `crun`'],
    [
      'create',
      life("run: |\n          cat <<'END'\n          crun create c\n          END"),
      'fails: `.github/workflows/e2e.yml` does not use `crun`',
    ],
    [
      'create',
      life('{if: false, run: crun create c}'),
      'fails: `.github/workflows/e2e.yml` does not use `crun`',
    ],
    [
      'delete',
      life('run: crun create c', '{if: failure(), run: crun delete c}'),
      'fails: job `life` of `.github/workflows/e2e.yml` does not run `crun delete` after `crun create` (.github/workflows/e2e.yml:3)',
    ],
    ['create', life('run: runc create c'), 'fails: `.github/workflows/e2e.yml` does not use `crun`'],
  ])('%s: %j', (step, files, expected) => {
    expect(found(item(step), files)).toEqual([expected]);
  });

  it.each(['crun kill c', 'crun kill c SIGTERM', 'crun kill c 15', 'sudo crun --root /tmp/r kill c TERM'])(
    'is stopped by %s',
    (command) => {
      expect(
        found(item('stop'), life('run: crun create c', 'run: crun start c', `run: ${command}`))?.[0],
      ).toMatch(/^holds/);
    },
  );
});

describe('clean-up', () => {
  const job = (...steps: string[]) => ({
    'e2e.yml': workflow(
      `  life:\n    runs-on: [self-hosted, proxmox]\n    steps:\n${steps.map((one) => `      - ${one}\n`).join('')}`,
    ),
  });
  const item = 'Add clean-up of containers to `e2e.yml`';

  it.each<[string, Record<string, string>, 'holds' | 'fails']>([
    ['on every path', job('run: crun create c', '{if: always(), run: crun delete --force c}'), 'holds'],
    ['on success only', job('run: crun create c', 'run: crun delete --force c'), 'fails'],
    ['of nothing', job('run: make'), 'fails'],
  ])('%s', (_, files, verdict) => {
    expect(found(item, files)?.[0]?.split(':')[0]).toBe(verdict);
  });

  it('is what the rule says, even where the policy has switched the rule off', () => {
    const off = { severity: 'off', except: ['**'], options: undefined } as const;
    const policy: Policy = { ...twoRunnersPolicy, rules: new Map([['missing-container-cleanup', off]]) };
    expect(found(item, job('run: crun create c', 'run: crun delete c'), { policy })?.[0]).toMatch(/^fails/);
  });

  it('is not there where a comment allows the leak', () => {
    const allowed = job(
      'run: crun create c # ci-warden: allow missing-container-cleanup -- for now',
      'run: crun delete c',
    );
    expect(found(item, allowed)?.[0]).toMatch(/^fails/);
  });
});

describe('an audit free of a rule', () => {
  it.each([
    [workflow('  a:\n    steps: [{run: make}]\n'), 'fails'],
    [workflow('  a:\n    runs-on: x\n    steps: [{run: make}]\n'), 'holds'],
  ])('is what the audit says of %j', (text, verdict) => {
    expect(found('No invalid workflows remain', { 'a.yml': text })?.[0]?.split(':')[0]).toBe(verdict);
  });
});
