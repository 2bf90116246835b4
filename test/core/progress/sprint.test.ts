import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDirectory } from '../../../src/cli/read-directory.ts';
import { readClaimAs } from '../../../src/core/progress/claims/read-as.ts';
import type { ProgressFacts } from '../../../src/core/progress/evidence/facts.ts';
import type { Progress } from '../../../src/core/progress/progress.ts';
import { asProgressComment } from '../../../src/core/progress/render/as-progress-comment.ts';
import { at, facts, job, run, twoRunners } from './github-facts.ts';
import { progressOf, twoRunnersPolicy } from './progress-of.ts';

const folder = resolve(import.meta.dirname, '../../../fixtures/progress');
const plan = readFileSync(resolve(folder, 'plan.md'), 'utf8');

function sprintAt(moment: string, known?: ProgressFacts): Progress {
  return progressOf({ plan, files: readDirectory(resolve(folder, moment)), ...(known && { facts: known }) });
}

/** States by the items' first words, each once. */
function statesOf({ items }: Progress): string[] {
  return items.map(({ state, item }) => `${state}: ${item.text}`);
}

describe('what the items of the sprint claim', () => {
  it('is read from their words alone, or honestly not at all', () => {
    const { items } = sprintAt('first-pull-request');
    expect(items.map(({ claim }) => readClaimAs(claim) ?? 'none')).toEqual([
      '`.github/workflows/amd64_only.yml` is absent',
      'a job of `.github/workflows/ci_cncf.yml` has a matrix over `proxmox` and `proxmox-runner0`',
      'a job of `.github/workflows/proxmox_e2e.yml` has a matrix over `proxmox` and `proxmox-runner0`',
      'jobs ask for `[self-hosted, proxmox]` and for `[self-hosted, proxmox-runner0]`',
      '`.github/workflows/crun_e2e.yml` is present, and a workflow that GitHub accepts',
      '`.github/workflows/crun_e2e.yml` runs `crun create`',
      '`.github/workflows/crun_e2e.yml` runs `crun start`, after the steps that it needs',
      '`.github/workflows/crun_e2e.yml` runs `crun kill … TERM`, after the steps that it needs',
      '`.github/workflows/crun_e2e.yml` runs `crun delete`, after the steps that it needs',
      '`.github/workflows/crun_e2e.yml` removes each container that it creates, on every path',
      '`docs/SELF_HOSTED_RUNNER_SETUP.md` has a section about “multi-runner setup”',
      '`docs/SELF_HOSTED_RUNNER_SETUP.md` speaks of “runner installation steps”',
      '`docs/SELF_HOSTED_RUNNER_SETUP.md` speaks of “workflow distribution”',
      '`scripts/setup_runner_permissions.sh` speaks of “multi-runner notes”',
      'issue #106 exists and has a description',
      'issue #106 speaks of “acceptance criteria” and of “timeline”',
      '`.github/workflows/amd64_only.yml` is absent; the latest run of `.github/workflows/ci_cncf.yml` passed',
      '`proxmox` and `proxmox-runner0` are online or took jobs of late',
      'jobs of one run of `.github/workflows/ci_cncf.yml` and `.github/workflows/proxmox_e2e.yml` overlapped on `proxmox` and `proxmox-runner0`',
      'the latest run of `.github/workflows/crun_e2e.yml` passed on `proxmox` and `proxmox-runner0`',
      'none',
      'the time that `.github/workflows/ci_cncf.yml` runs fell by 30 to 40 %, or more',
    ]);
  });
});

describe('the sprint under a policy that declares fewer runners than the plan names', () => {
  const [inUse] = twoRunnersPolicy.runners;
  const one = { ...twoRunnersPolicy, runners: inUse === undefined ? [] : [inUse] };
  const files = readDirectory(resolve(folder, 'start'));

  it.each([
    ['the one in use', one],
    ['both', twoRunnersPolicy],
  ])('claims and contradicts what it does without one: %s', (_, policy) => {
    const read = ({ items }: Progress) => items.map(({ claim }) => readClaimAs(claim));
    const without = sprintAt('start');
    const under = progressOf({ plan, files, policy });
    expect(read(under)).toEqual(read(without));
    expect(under.counts).toEqual(without.counts);
  });
});

describe('the sprint, by its files alone', () => {
  it('at its start has nothing done', () => {
    const progress = sprintAt('start');
    expect(progress.counts).toEqual({
      verified: 0,
      claimed: 3,
      contradicted: 15,
      'ready to tick': 0,
      open: 4,
    });
  });

  it('at its first pull request is done but for the runtime, whose workflow was never valid', () => {
    expect(statesOf(sprintAt('first-pull-request'))).toEqual([
      'verified: Delete `.github/workflows/amd64_only.yml` (`ci_cncf.yml` does the same)',
      'verified: Update `.github/workflows/ci_cncf.yml` with matrix for both runners',
      'verified: Update `.github/workflows/proxmox_e2e.yml` with matrix for both runners',
      'verified: Use the runner labels `[self-hosted, proxmox]` and `[self-hosted, proxmox-runner0]`',
      'contradicted: Create `.github/workflows/crun_e2e.yml`',
      'contradicted: Test for `crun create`',
      'contradicted: Test for `crun start`',
      'contradicted: Test for `crun stop` (kill TERM)',
      'contradicted: Test for `crun delete`',
      'contradicted: Clean-up of the containers that the tests make',
      'verified: Add a multi-runner setup section to `docs/SELF_HOSTED_RUNNER_SETUP.md`',
      'verified: Document runner installation steps',
      'verified: Document workflow distribution',
      'verified: Update `scripts/setup_runner_permissions.sh` with multi-runner notes',
      'claimed: Open issue #106 with a detailed description',
      'claimed: Include acceptance criteria and timeline',
      'claimed: `amd64_only.yml` removed, and CI passes without it',
      'open: Both runners (`proxmox` and `proxmox-runner0`) are operational',
      'open: Matrix workflows run in parallel on both runners',
      'open: Crun E2E tests pass on both runners',
      'claimed: Documentation is complete',
      'open: CI execution time reduced by 30-40%',
    ]);
  });

  it('at its end has lost its matrices while the boxes stay ticked', () => {
    const progress = sprintAt('end');
    const contradicted = progress.items.filter(({ state }) => state === 'contradicted');
    expect(contradicted.map(({ item }) => item.index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(contradicted[0]?.evidence[0]).toMatchObject({
      verdict: 'fails',
      detail:
        '`.github/workflows/ci_cncf.yml`: job `build-test` has no matrix and runs on `[self-hosted, runner0]` alone',
      path: '.github/workflows/ci_cncf.yml',
      line: 14,
    });
  });

  it('mended has all that files can prove', () => {
    const progress = sprintAt('mended');
    expect(progress.counts).toEqual({
      verified: 14,
      claimed: 4,
      contradicted: 0,
      'ready to tick': 0,
      open: 4,
    });
  });

  it('says where it broke, and that the rest needs runs', () => {
    const { items } = sprintAt('first-pull-request');
    const broken = items[4]?.evidence[0];
    expect(broken).toMatchObject({
      kind: 'file-present',
      verdict: 'fails',
      path: '.github/workflows/crun_e2e.yml',
    });
    expect(broken?.detail).toContain('GitHub refuses');
    expect(items[19]?.evidence.map(({ verdict }) => verdict)).toEqual(['fails']);
    expect(items[21]?.evidence).toEqual([{ kind: 'time-fell', verdict: 'unknown', detail: 'needs runs' }]);
  });
});

/** Twelve commits before the sprint that took 20 minutes, and twelve after it that took 13, give or take one. */
function timedRuns() {
  const each = (count: number, from: string, minutes: number, id: number) =>
    Array.from({ length: count }, (_, index) => {
      const start = (Date.parse(from) - Date.parse(at(0))) / 60_000 + index * 60;
      const end = start + minutes + (index % 3) - 1;
      return run({
        id: id + index,
        workflowPath: '.github/workflows/ci_cncf.yml',
        headSha: `${id + index}`.padStart(40, '0'),
        createdAt: at(start),
        jobs: [
          job({ name: 'build-test (proxmox)', start, end }),
          job({
            name: 'build-test (proxmox-runner0)',
            runnerName: 'proxmox-runner0',
            labels: ['self-hosted', 'proxmox-runner0'],
            start,
            end,
          }),
        ],
      });
    });
  return [...each(12, '2025-10-01T08:00:00Z', 20, 100), ...each(12, '2025-10-20T08:00:00Z', 13, 200)];
}

describe('the sprint, mended, with what GitHub knows', () => {
  const issue = {
    number: 106,
    url: 'https://github.test/o/r/issues/106',
    title: 'Sprint 6.4',
    body: '## Acceptance criteria\n\nAll green.\n\n## Timeline\n\nTwo days.\n',
  };
  const known = facts({
    readAt: '2025-10-21T12:00:00Z',
    issues: new Map([[106, issue]]),
    runs: [
      ...timedRuns(),
      run({ id: 1, workflowPath: '.github/workflows/crun_e2e.yml', jobs: twoRunners() }),
      run({ id: 2, workflowPath: '.github/workflows/proxmox_e2e.yml', jobs: twoRunners() }),
    ],
  });

  it('has all verified or ready to tick but what nothing can check', () => {
    const progress = sprintAt('mended', known);
    expect(progress.counts).toEqual({
      verified: 17,
      claimed: 1,
      contradicted: 0,
      'ready to tick': 4,
      open: 0,
    });
    expect(progress.items.find(({ state }) => state === 'claimed')?.item.text).toBe(
      'Documentation is complete',
    );
  });

  it('draws its jobs and its times', () => {
    const comment = asProgressComment(sprintAt('mended', known));
    expect(comment.match(/```mermaid\n.*\ngantt/g)).toHaveLength(2);
    expect(comment).toContain('bar [20.0, 13.0]');
  });
});
