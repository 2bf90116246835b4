import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../../src/core/policy/policy.ts';
import type { ProgressFacts, RunFacts, RunnerFacts } from '../../../../src/core/progress/evidence/facts.ts';
import { at, facts, job, run, twoRunners } from '../github-facts.ts';
import { progressOf, twoRunnersPolicy } from '../progress-of.ts';

const matrix = `on: push
jobs:
  build:
    runs-on: \${{ matrix.runner }}
    strategy:
      matrix:
        runner: [[self-hosted, proxmox], [self-hosted, proxmox-runner0]]
    steps:
      - run: make
`;
const files = { 'ci.yml': matrix };

/** What is found for a plan's one item. */
function found(item: string, known: Partial<ProgressFacts> | undefined, policy: Policy = twoRunnersPolicy) {
  const progress = progressOf({
    plan: `- [ ] ${item}`,
    files,
    policy,
    ...(known && { facts: facts(known) }),
  });
  return progress.items[0]?.evidence.map(({ verdict, detail }) => `${verdict}: ${detail}`);
}

describe('passed on every runner', () => {
  const claim = '`.github/workflows/ci.yml` passes on both runners';

  it.each<[string, RunFacts[], string]>([
    [
      'both',
      [run({ jobs: twoRunners() })],
      'holds: the latest run of `.github/workflows/ci.yml` passed on `proxmox` and `proxmox-runner0`',
    ],
    [
      'a run without jobs',
      [run({ jobs: [], conclusion: 'failure' })],
      'fails: the latest run of `.github/workflows/ci.yml` has no jobs, which is no pass: GitHub could not use the file',
    ],
    [
      'a green run without jobs',
      [run({ jobs: [] })],
      'fails: the latest run of `.github/workflows/ci.yml` has no jobs, which is no pass: GitHub could not use the file',
    ],
    [
      'one runner only',
      [run()],
      'fails: the latest run of `.github/workflows/ci.yml` passed on `proxmox`; no job of it ran on `proxmox-runner0`',
    ],
    [
      'labels of both, but one machine: only the name proves',
      [run({ jobs: twoRunners().map((one) => ({ ...one, runnerName: 'proxmox' })) })],
      'fails: the latest run of `.github/workflows/ci.yml` passed on `proxmox`; no job of it ran on `proxmox-runner0`',
    ],
    [
      'one machine of another name that took both kinds of jobs',
      [run({ jobs: twoRunners().map((one) => ({ ...one, runnerName: 'pve' })) })],
      "unknown: the latest run of `.github/workflows/ci.yml` passed on `pve`; which of them are `proxmox` and `proxmox-runner0` can't be told",
    ],
    [
      'machines of other names, told by what they took',
      [run({ jobs: twoRunners().map((one, index) => ({ ...one, runnerName: `pve-${index}` })) })],
      'holds: the latest run of `.github/workflows/ci.yml` passed on `pve-0` and `pve-1`',
    ],
    [
      'a job that failed',
      [
        run({
          conclusion: 'failure',
          jobs: twoRunners().map((one, index) => (index === 0 ? one : { ...one, conclusion: 'failure' })),
        }),
      ],
      'fails: the latest run of `.github/workflows/ci.yml` ended as failure: `build (proxmox-runner0)` on `proxmox-runner0`',
    ],
    [
      'a skipped job, which ran nowhere',
      [
        run({
          jobs: twoRunners().map((one, index) =>
            index === 0 ? one : { ...one, conclusion: 'skipped', runnerName: undefined },
          ),
        }),
      ],
      'fails: the latest run of `.github/workflows/ci.yml` passed on `proxmox`; no job of it ran on `proxmox-runner0`',
    ],
    [
      'the latest attempt counts, not the first',
      [run({ attempt: 2, jobs: twoRunners() }), run({ attempt: 1, conclusion: 'failure' })],
      'holds: the latest run of `.github/workflows/ci.yml` passed on `proxmox` and `proxmox-runner0`',
    ],
    [
      'the latest attempt counts, not the best',
      [
        run({ attempt: 1, jobs: twoRunners() }),
        run({ attempt: 2, conclusion: 'failure', jobs: [job({ conclusion: 'failure' })] }),
      ],
      'fails: the latest run of `.github/workflows/ci.yml` ended as failure: `build` on `proxmox`',
    ],
    [
      'the newest run counts',
      [
        run({ id: 1, jobs: twoRunners() }),
        run({ id: 2, createdAt: at(30), conclusion: 'failure', jobs: [job({ conclusion: 'failure' })] }),
      ],
      'fails: the latest run of `.github/workflows/ci.yml` ended as failure: `build` on `proxmox`',
    ],
    [
      'a cancelled run says nothing',
      [run({ id: 1, jobs: twoRunners() }), run({ id: 2, createdAt: at(30), conclusion: 'cancelled' })],
      'holds: the latest run of `.github/workflows/ci.yml` passed on `proxmox` and `proxmox-runner0`',
    ],
    [
      'a run that goes on says nothing yet',
      [
        run({ id: 1, jobs: twoRunners() }),
        run({ id: 2, createdAt: at(30), status: 'in_progress', conclusion: undefined }),
      ],
      'holds: the latest run of `.github/workflows/ci.yml` passed on `proxmox` and `proxmox-runner0`',
    ],
    [
      "a fork's branch named main is not the default branch",
      [
        run({ id: 1, jobs: twoRunners() }),
        run({ id: 2, createdAt: at(30), event: 'pull_request', conclusion: 'failure' }),
      ],
      'holds: the latest run of `.github/workflows/ci.yml` passed on `proxmox` and `proxmox-runner0`',
    ],
    [
      'another workflow',
      [run({ workflowPath: '.github/workflows/x.yml', jobs: twoRunners() })],
      'unknown: no run of `.github/workflows/ci.yml` is done yet',
    ],
  ])('%s', (_, runs, expected) => {
    expect(found(claim, { runs })).toEqual([expected]);
  });

  it('needs runs offline', () => {
    expect(found(claim, undefined)).toEqual(['unknown: needs runs']);
  });

  it('tells runners by the labels that the API gives', () => {
    const jobs = twoRunners().map((one, index) => ({
      ...one,
      labels: ['self-hosted'],
      runnerName: `pve-${index}`,
    }));
    const listed = ['proxmox', 'proxmox-runner0'].map((label, index) => ({
      name: `pve-${index}`,
      status: 'online' as const,
      busy: false,
      labels: ['self-hosted', 'Linux', 'X64', label],
    }));
    const runners = { runners: listed, scope: 'repository' as const };
    expect(found(claim, { runs: [run({ jobs })], runners })?.[0]).toMatch(/^holds/);
    expect(found(claim, { runs: [run({ jobs })] })?.[0]).toMatch(/^unknown/);
  });

  it('without names takes two different machines', () => {
    const policy = { ...twoRunnersPolicy, runners: [] };
    expect(found(claim, { runs: [run({ jobs: twoRunners() })] }, policy)?.[0]).toMatch(/^holds/);
    expect(found(claim, { runs: [run()] }, policy)?.[0]).toMatch(/^fails.*alone$/);
  });
});

describe('ran in parallel', () => {
  const claim = 'Matrix workflows execute in parallel on both runners';
  const apart = twoRunners().map((one, index) =>
    index === 0 ? one : { ...one, startedAt: at(10), completedAt: at(20) },
  );

  it('holds where jobs of one run overlapped on both', () => {
    expect(found(claim, { runs: [run({ jobs: twoRunners() })] })).toEqual([
      'holds: jobs of one run of `.github/workflows/ci.yml` ran at once on `proxmox` and `proxmox-runner0` for 8 min',
    ]);
  });

  it('holds where an earlier one of the latest ten did', () => {
    const runs = [run({ id: 1, jobs: twoRunners() }), run({ id: 2, createdAt: at(20), jobs: apart })];
    expect(found(claim, { runs })?.[0]).toMatch(/^holds/);
  });

  it.each([
    ['one after the other', [run({ jobs: apart })]],
    ['on one machine', [run({ jobs: twoRunners().map((one) => ({ ...one, runnerName: 'proxmox' })) })]],
    [
      'in two runs',
      [run({ id: 1, jobs: twoRunners().slice(0, 1) }), run({ id: 2, jobs: twoRunners().slice(1) })],
    ],
  ])('fails where they ran %s', (_, runs) => {
    expect(found(claim, { runs })?.[0]).toMatch(/^fails: in the latest/);
  });

  it('fails where no workflow has the matrix, whatever ran before', () => {
    const progress = progressOf({
      plan: `- [ ] ${claim}`,
      files: {
        'ci.yml': matrix.replace(
          '[[self-hosted, proxmox], [self-hosted, proxmox-runner0]]',
          '[[self-hosted, proxmox]]',
        ),
      },
      policy: twoRunnersPolicy,
      facts: facts({ runs: [run({ jobs: twoRunners() })] }),
    });
    expect(progress.items[0]?.evidence[0]).toMatchObject({
      verdict: 'fails',
      detail: 'no workflow has a matrix over the runners',
    });
  });
});

describe('runners operational', () => {
  const claim = 'Both runners (`proxmox` and `proxmox-runner0`) operational';
  const listed = (second: 'online' | 'offline'): RunnerFacts[] => [
    { name: 'proxmox', status: 'online', busy: true, labels: [] },
    { name: 'proxmox-runner0', status: second, busy: false, labels: [] },
  ];

  it.each<[string, Partial<ProgressFacts>, string[]]>([
    [
      'online both',
      { runners: { runners: listed('online'), scope: 'repository' } },
      ['holds: `proxmox` is online', 'holds: `proxmox-runner0` is online'],
    ],
    [
      'one offline',
      { runners: { runners: listed('offline'), scope: 'repository' } },
      ['holds: `proxmox` is online', 'fails: `proxmox-runner0` is offline'],
    ],
    [
      'one not registered',
      { runners: { runners: listed('online').slice(0, 1), scope: 'all' } },
      ['holds: `proxmox` is online', 'fails: `proxmox-runner0` is not registered'],
    ],
    [
      "one perhaps the organisation's",
      { runners: { runners: listed('online').slice(0, 1), scope: 'repository' } },
      ['holds: `proxmox` is online', 'unknown: no job is known to have run on `proxmox-runner0`'],
    ],
    [
      'by recent jobs',
      { runs: [run({ jobs: twoRunners() })] },
      [
        'holds: `proxmox` ran the job `build (proxmox)` until 2025-11-01 10:10 UTC',
        'holds: `proxmox-runner0` ran the job `build (proxmox-runner0)` until 2025-11-01 10:12 UTC',
      ],
    ],
    [
      'by old jobs',
      { readAt: at(60 * 24 * 30), runs: [run()] },
      [
        'unknown: `proxmox` took its last job on 2025-11-01 10:10 UTC, too long ago to tell',
        'unknown: no job is known to have run on `proxmox-runner0`',
      ],
    ],
    [
      'by a job that waits for hours',
      {
        readAt: at(300),
        runs: [
          run({
            status: 'queued',
            conclusion: undefined,
            jobs: [
              job({ start: 0, end: 1 }),
              job({
                labels: ['self-hosted', 'proxmox-runner0'],
                status: 'queued',
                conclusion: undefined,
                runnerName: undefined,
                startedAt: undefined,
                completedAt: undefined,
              }),
            ],
          }),
        ],
      },
      [
        'holds: `proxmox` ran the job `build` until 2025-11-01 10:01 UTC',
        'fails: the job `build` has waited for `proxmox-runner0` since 2025-11-01 10:00 UTC',
      ],
    ],
  ])('%s', (_, known, expected) => {
    expect(found(claim, { runs: [], ...known })).toEqual(expected);
  });
});

describe('CI passes', () => {
  const claim = 'CI passes';

  it.each<[string, RunFacts[], string]>([
    ['passed', [run()], 'holds: the latest run of `.github/workflows/ci.yml` passed'],
    [
      'failed',
      [run({ conclusion: 'failure', jobs: [job({ conclusion: 'failure' })] })],
      'fails: the latest run of `.github/workflows/ci.yml` ended as failure: `build` on `proxmox`',
    ],
    [
      'all skipped',
      [run({ jobs: [job({ conclusion: 'skipped', runnerName: undefined })] })],
      'fails: all jobs of the latest run of `.github/workflows/ci.yml` were skipped',
    ],
  ])('%s', (_, runs, expected) => {
    expect(found(claim, { runs })).toEqual([expected]);
  });
});
