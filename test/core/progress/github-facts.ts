import type { JobFacts, ProgressFacts, RunFacts } from '../../../src/core/progress/evidence/facts.ts';

const zero = Date.parse('2025-11-01T10:00:00Z');

/** A timestamp some minutes after the tests' zero hour, 2025-11-01 10:00 UTC. */
export function at(minutes: number): string {
  return new Date(zero + minutes * 60_000).toISOString();
}

/** A job that ran from `start` to `end` (minutes after the zero hour) and passed, unless it is said otherwise. */
export function job(over: Partial<JobFacts> & { start?: number; end?: number } = {}): JobFacts {
  const { start = 0, end = 10, ...rest } = over;
  return {
    name: 'build',
    url: 'https://github.test/o/r/actions/runs/1/job/2',
    status: 'completed',
    conclusion: 'success',
    labels: ['self-hosted', 'proxmox'],
    runnerName: 'proxmox',
    createdAt: at(start),
    startedAt: at(start),
    completedAt: at(end),
    ...rest,
  };
}

/** A run on the default branch that passed, unless it is said otherwise. */
export function run(over: Partial<RunFacts> = {}): RunFacts {
  return {
    id: 1,
    attempt: 1,
    url: 'https://github.test/o/r/actions/runs/1',
    workflowPath: '.github/workflows/ci.yml',
    event: 'push',
    branch: 'main',
    headSha: 'a'.repeat(40),
    status: 'completed',
    conclusion: 'success',
    createdAt: at(0),
    startedAt: at(0),
    completedAt: at(10),
    jobs: [job()],
    ...over,
  };
}

/** The two runners of the sprint, at work at the same time. */
export function twoRunners(): JobFacts[] {
  return [
    job({ name: 'build (proxmox)' }),
    job({
      name: 'build (proxmox-runner0)',
      runnerName: 'proxmox-runner0',
      labels: ['self-hosted', 'proxmox-runner0'],
      start: 2,
      end: 12,
    }),
  ];
}

/** What GitHub knows, read an hour after the zero hour. */
export function facts(over: Partial<ProgressFacts> = {}): ProgressFacts {
  return {
    readAt: at(60),
    defaultBranch: 'main',
    repositoryUrl: 'https://github.test/o/r',
    headSha: 'b'.repeat(40),
    runs: [],
    runners: undefined,
    issues: new Map(),
    since: new Map(),
    ...over,
  };
}
