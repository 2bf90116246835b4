import { describe, expect, it } from 'vitest';
import type { RunFacts } from '../../../../src/core/progress/evidence/facts.ts';
import { timeSamples } from '../../../../src/core/progress/evidence/time-samples.ts';
import { at, facts, job, run } from '../github-facts.ts';
import { progressOf } from '../progress-of.ts';

const minute = 60_000;

/** Runs of one job each, an hour apart, of so many minutes; the sprint starts at the zero hour's day. */
function runsOf(minutes: readonly number[], firstHour: number): RunFacts[] {
  return minutes.map((length, index) => {
    const start = (firstHour + index) * 60;
    return run({
      id: firstHour * 1_000 + index,
      headSha: `${firstHour}-${index}`,
      createdAt: at(start),
      jobs: [job({ start, end: start + length })],
    });
  });
}

const twenty = Array.from({ length: 10 }, (_, index) => 19 + (index % 3));
const thirteen = Array.from({ length: 10 }, (_, index) => 12 + (index % 3));
const before = -240;
const after = 24;

function weighed(item: string, runs: readonly RunFacts[], started: string | undefined = '2025-11-01') {
  const progress = progressOf({
    plan: `- [ ] ${item}`,
    files: { 'ci.yml': 'on: push\njobs: {}\n' },
    facts: facts({ runs }),
    ...(started && { tracking: { started } }),
  });
  const [piece] = progress.items[0]?.evidence ?? [];
  return `${piece?.verdict}: ${piece?.detail}`;
}

describe('the time of CI', () => {
  const fell = [...runsOf(twenty, before), ...runsOf(thirteen, after)];

  it('fell by as much as was asked', () => {
    expect(weighed('CI time reduced by ~30-40%', fell)).toMatch(
      /^holds: running time fell by 35 % \(95 % interval (?:2[5-9]|3[0-4]) % to (?:3[6-9]|4[0-5]) %\): median 20 min of 10 commits before, 13 min of 10 after; waiting for a runner, apart from that: median 0 s before, 0 s after$/,
    );
  });

  it.each([
    ['CI time reduced by 60%', fell, 'fails'],
    ['CI time reduced by at least 34%', fell, 'unknown'],
    ['CI time reduced by at least 25%', fell, 'holds'],
    ['CI time reduced by 10%', [...runsOf(thirteen, before), ...runsOf(twenty, after)], 'fails'],
    [
      'CI time reduced by 2%',
      [
        ...runsOf([1, 40, 2, 30, 3, 20, 5, 25, 9, 11], before),
        ...runsOf([1, 38, 2, 28, 3, 19, 5, 24, 9, 10], after),
      ],
      'unknown',
    ],
  ])('%s', (item, runs, verdict) => {
    expect(weighed(item, runs).split(':')[0]).toBe(verdict);
  });

  it('is not guessed from too few runs', () => {
    const few = [...runsOf(twenty, before), ...runsOf(thirteen.slice(0, 3), after)];
    expect(weighed('CI time reduced by 30%', few)).toBe(
      'unknown: not enough runs yet: 3 of 10 after 2025-11-01',
    );
  });

  it('needs a start', () => {
    expect(weighed('CI time reduced by 30%', fell, '')).toMatch(/^unknown: no start is known/);
  });

  it('leaves out what failed, was cancelled or goes on', () => {
    const [one = run()] = runsOf([20], after);
    const others = [
      { ...one, id: 2, headSha: 'x', conclusion: 'failure' },
      { ...one, id: 3, headSha: 'y', conclusion: 'cancelled' },
      { ...one, id: 4, headSha: 'z', status: 'in_progress' as const, conclusion: undefined },
    ];
    expect(timeSamples([one, ...others], [])).toHaveLength(1);
  });

  it('tells running from waiting, and counts what runs at once only once', () => {
    const jobs = [
      job({ createdAt: at(0), start: 5, end: 15 }),
      job({ createdAt: at(0), start: 10, end: 20, runnerName: 'proxmox-runner0' }),
    ].map((one) => ({ ...one, createdAt: at(0) }));
    expect(timeSamples([run({ jobs })], [])).toEqual([
      { createdAt: Date.parse(at(0)), running: 15 * minute, queueing: 5 * minute },
    ]);
  });

  it('takes the workflows of a commit together', () => {
    const other = run({
      id: 2,
      workflowPath: '.github/workflows/lint.yml',
      jobs: [job({ start: 20, end: 25 })],
    });
    expect(timeSamples([run(), other], []).map(({ running }) => running)).toEqual([15 * minute]);
    expect(timeSamples([run(), other], ['.github/workflows/ci.yml']).map(({ running }) => running)).toEqual([
      10 * minute,
    ]);
  });

  it('takes the latest attempt of a run', () => {
    const again = run({ attempt: 2, jobs: [job({ end: 4 })] });
    expect(timeSamples([run(), again], []).map(({ running }) => running)).toEqual([4 * minute]);
  });
});
