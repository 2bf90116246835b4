import { describe, expect, it } from 'vitest';
import type { Runner } from '../../../../src/core/policy/policy.ts';
import { readClaimAs } from '../../../../src/core/progress/claims/read-as.ts';
import { progressOf, twoRunnersPolicy } from '../progress-of.ts';

const paths = [
  'README.md',
  '.github/workflows/ci.yml',
  '.github/workflows/runc.yml',
  'scripts/e2e.sh',
  'app.yml',
];
const files = {
  'ci.yml': 'on: push\njobs: {}\n',
  'runc.yml': 'name: Container life\non: push\njobs: {}\n',
};

/** What a plan of one section claims, item by item; each line without its mark. */
function claims(...items: string[]): (string | undefined)[] {
  const plan = items.map((item) => `- [ ] ${item}`).join('\n');
  const progress = progressOf({ plan, files, paths, policy: twoRunnersPolicy });
  return progress.items.map(({ claim }) => readClaimAs(claim));
}

describe('an item of the plan', () => {
  it.each([
    ['Delete `.github/workflows/old.yml`', '`.github/workflows/old.yml` is absent'],
    ['Remove the redundant workflow `old.yml`.', '`old.yml` is absent'],
    [
      'Remove `a.sh`, `b.sh` and the legacy file `c/d.sh`',
      '`a.sh` is absent; `b.sh` is absent; `c/d.sh` is absent',
    ],
    ['.github/workflows/old.yml is gone', '`.github/workflows/old.yml` is absent'],
    ['`ci.yml` has been removed', '`.github/workflows/ci.yml` is absent'],
    ['`app.yml` deleted', '`app.yml` is absent'],
    ['Rename `docs/a.md` to `docs/b.md`', '`docs/a.md` is absent; `docs/b.md` is present'],
    ['Create `scripts/new.sh`', '`scripts/new.sh` is present'],
    ['Add [the guide](docs/guide.md)', '`docs/guide.md` is present'],
    ['`e2e.sh` exists', '`scripts/e2e.sh` is present'],
    ['Write the Makefile', '`Makefile` is present'],
    ['Add `scripts/e2e.sh` to `ci.yml`', '`.github/workflows/ci.yml` says `scripts/e2e.sh`'],
    [
      'Remove `continue-on-error` from `ci.yml`',
      '`.github/workflows/ci.yml` does not say `continue-on-error`',
    ],
    ['Add a README section on runners', '`README.md` has a section about “runners”'],
    ['README.md explains how to register a runner', '`README.md` speaks of “how to register a runner”'],
    ['Update `docs/a.md` with the `--labels` option', '`docs/a.md` says `--labels`'],
    [
      'Update `ci.yml` with a matrix for both runners',
      'a job of `.github/workflows/ci.yml` has a matrix over `proxmox` and `proxmox-runner0`',
    ],
    [
      '`ci.yml` runs on every runner',
      'a job of `.github/workflows/ci.yml` has a matrix over `proxmox` and `proxmox-runner0`',
    ],
    ['Add a matrix to `ci.yml`', 'a job of `.github/workflows/ci.yml` has a matrix'],
    ['Labels: `[self-hosted, gpu]`', 'jobs ask for `[self-hosted, gpu]`'],
    [
      '`runc.yml` tests runc create, start, kill and delete',
      '`.github/workflows/runc.yml` runs `runc create`, `runc start`, `runc kill … TERM` and `runc delete`, in an order that works',
    ],
    [
      'E2E for `podman create` and `podman rm`',
      'a workflow runs `podman create` and `podman rm`, in an order that works',
    ],
    [
      'Tear-down of containers in `runc.yml`',
      '`.github/workflows/runc.yml` removes each container that it creates, on every path',
    ],
    ['CI is green', 'the latest run of `.github/workflows/ci.yml` passed'],
    ['The container life workflow passes', 'the latest run of `.github/workflows/runc.yml` passed'],
    [
      'Runc tests succeed on every runner',
      'the latest run of `.github/workflows/runc.yml` passed on `proxmox` and `proxmox-runner0`',
    ],
    ['All workflows pass', 'the latest run of each workflow for pushes and pull requests passed'],
    ['CI twice as fast', 'the time that `.github/workflows/ci.yml` runs fell by 50 % or more'],
    [
      'Reduce the build time by at least 25 %',
      'the time that the workflows for pushes and pull requests run fell by at least 25 %',
    ],
    [
      'Pipeline duration down 20–30 percent',
      'the time that the workflows for pushes and pull requests run fell by 20 to 30 %, or more',
    ],
    ['Runner `proxmox-runner0` is online', '`proxmox-runner0` is online or took jobs of late'],
    ['Both runners up and running', '`proxmox` and `proxmox-runner0` are online or took jobs of late'],
    ['Open issue #7', 'issue #7 exists'],
    ['No duplicate workflows remain', 'the audit finds no `duplicate-workflow`'],
    [
      '`missing-container-cleanup` is fixed in `ci.yml`',
      'the audit finds no `missing-container-cleanup` in `.github/workflows/ci.yml`',
    ],
  ])('“%s” is read as: %s', (item, claim) => {
    expect(claims(item)).toEqual([claim]);
  });

  it.each([
    'Add a Node 22/24 matrix to `ci.yml`',
    'Refactor the build',
    'Update `ci.yml`',
    'Remove duplicate steps from `ci.yml`',
    'Remove the matrix from `ci.yml`',
    "Don't delete `ci.yml`",
    'Remove `ci.yml` caching quirks',
    'Document how `crun create` is tested',
    'Clean up the disk',
    'Docker images are built',
    'Start docker and create a network',
    'Unit tests pass',
    'CI passes locally',
    'Coverage reduced by 10%',
    'Bump Zig to 0.15.1 and Node to v24.1',
    'Use actions/checkout@v4 in `ci.yml`',
    'See https://x.test/a.yml deleted',
    'Read `../../etc/passwd` deleted',
    '~~Delete `z.yml`~~',
    'Documentation complete and accurate',
    '',
  ])('“%s” claims nothing that could be checked', (item) => {
    expect(claims(item || '.')).toEqual([undefined]);
  });

  it('leans on the items above it in its section', () => {
    expect(claims('Write `docs/runners.md`', 'Document label conventions')[1]).toBe(
      '`docs/runners.md` speaks of “label conventions”',
    );
    expect(claims('Create `e2e.yml`', 'Test `crun create`')[1]).toBe(
      '`.github/workflows/e2e.yml` runs `crun create`',
    );
    // Not on a workflow that goes, and of several on none but the runtime's own.
    const test = 'Test `crun create`';
    expect(claims('Delete `old.yml`', test)[1]).toBe('a workflow runs `crun create`');
    expect(claims('Delete `old.yml`', 'Create `e2e.yml`', test)[2]).toBe(
      '`.github/workflows/e2e.yml` runs `crun create`',
    );
    expect(claims('Create `e2e.yml`', 'Create `crun.yml`', test)[2]).toBe(
      '`.github/workflows/crun.yml` runs `crun create`',
    );
    expect(claims('Create `e2e.yml`', 'Create `x.yml`', test)[2]).toBe('a workflow runs `crun create`');
    expect(claims('Open issue #9', 'Include the owners')[1]).toBe('issue #9 speaks of “owners”');
  });
});

describe('the runners of a plan', () => {
  const both = '- [ ] Both runners are online\n';
  const readAs = (plan: string) =>
    progressOf({ plan })
      .items.map(({ claim }) => readClaimAs(claim))
      .at(-1);

  it.each([
    [
      'by the labels that an item names',
      '- [x] Labels `[self-hosted, east]` and `[self-hosted, west]`\n',
      '`east` and `west` are online or took jobs of late',
    ],
    [
      'by the names that an item lists',
      '- [x] Runners (`east`, `west`) bought\n',
      '`east` and `west` are online or took jobs of late',
    ],
    ['by their number, where nothing names them', '', '2 different runners are online or took jobs of late'],
  ])('are known %s', (_, first, expected) => {
    expect(readAs(first + both)).toBe(expected);
  });

  const labels = '- [x] Labels `[self-hosted, east]`, `[self-hosted, west]`\n';
  it.each([
    ['both', 'Both runners are online', ['east'], '`east` and `west` are online or took jobs of late'],
    ['all', 'All runners are online', ['east'], '`east` and `west` are online or took jobs of late'],
    [
      'both declared',
      'Both runners are online',
      ['east', 'north'],
      '`east` and `north` are online or took jobs of late',
    ],
    [
      'all declared',
      'All runners are online',
      ['east', 'north'],
      '`east` and `north` are online or took jobs of late',
    ],
    [
      'all three',
      'All three runners are online',
      ['east', 'north'],
      '`east`, `north` and `west` are online or took jobs of late',
    ],
    ['more than are known', 'All 4 runners are online', ['east', 'north'], undefined],
    [
      'the declared ones by other labels',
      'All runners are online',
      ['west', 'east'],
      '`west` and `east` are online or took jobs of late',
    ],
  ])('are declared, or else named by the plan besides: %s', (_, item, declared, expected) => {
    const policy = { ...twoRunnersPolicy, runners: declared.map(runnerNamed) };
    const { items } = progressOf({ plan: `${labels}- [ ] ${item}\n`, policy });
    expect(readClaimAs(items.at(-1)?.claim ?? { kind: 'none', because: '' })).toBe(expected);
  });
});

function runnerNamed(name: string): Runner {
  return { name, labels: ['self-hosted', name], aliases: [], provides: undefined };
}
