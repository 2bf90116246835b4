import type { JobFacts, RunFacts } from './facts.ts';
import { lengthOf } from './intervals.ts';
import { latestAttempts, timeOf } from './latest-attempts.ts';
import type { RunHeader } from './latest-run.ts';
import type { Interval } from './picture.ts';

/** How long a commit's workflows took for one event, in milliseconds. */
export interface TimeSample {
  readonly createdAt: number;
  /** The time in which at least one job ran. */
  readonly running: number;
  /** The time in which jobs waited for a runner and none ran. */
  readonly queueing: number;
}

/**
 * One sample a commit and event, from all runs of the workflows on it. Left out are commits with a run that failed,
 * was cancelled or isn't done: what they would have taken is not known.
 */
export function timeSamples(runs: readonly RunFacts[], workflows: readonly string[]): TimeSample[] {
  return goodCommits(runs, workflows).flatMap(sampleOf);
}

/** The runs that a sample is made of, commit by commit, the newest first. */
export function goodCommits<Run extends RunHeader>(
  runs: readonly Run[],
  workflows: readonly string[],
): (readonly Run[])[] {
  const counted = latestAttempts(runs).filter((run) => isCounted(run, workflows));
  return [...Map.groupBy(counted, commitKey).values()]
    .map(newestOfEach)
    .filter((group) =>
      group.every(({ conclusion, status }) => status === 'completed' && conclusion === 'success'),
    );
}

/** Whether a run counts for the time of these workflows; without any: of all that run for changes. */
export function isCounted(run: RunHeader, workflows: readonly string[]): boolean {
  return workflows.length > 0 ? workflows.includes(run.workflowPath) : isForChanges(run);
}

/** The same for the runs of one commit and event. */
export function commitKey({ headSha, event }: RunHeader): string {
  return `${headSha} ${event}`;
}

function isForChanges({ event }: RunHeader): boolean {
  return event === 'push' || event === 'pull_request' || event === 'merge_group';
}

/** The runs are newest first: of two runs of one workflow on one commit the newer one counts. */
function newestOfEach<Run extends RunHeader>(runs: readonly Run[]): Run[] {
  return [...Map.groupBy(runs, ({ workflowPath }) => workflowPath).values()].flatMap(
    ([newest]) => newest ?? [],
  );
}

function sampleOf(runs: readonly RunFacts[]): TimeSample[] {
  const jobs = runs.flatMap((run) => run.jobs);
  const running = jobs.flatMap(runningTime);
  if (running.length === 0) return [];
  const busy = lengthOf(running);
  return [
    {
      createdAt: Math.min(...runs.map(({ createdAt }) => timeOf(createdAt))),
      running: busy,
      queueing: lengthOf([...running, ...jobs.flatMap(waitingTime)]) - busy,
    },
  ];
}

/** When a job ran; none where it never did (skipped, or never taken by a runner). */
export function runningTime({ startedAt, completedAt, conclusion, runnerName }: JobFacts): Interval[] {
  if (startedAt === undefined || completedAt === undefined || conclusion === 'skipped') return [];
  if (runnerName === undefined || runnerName === '') return [];
  const interval = { start: timeOf(startedAt), end: timeOf(completedAt) };
  return interval.end > interval.start ? [interval] : [];
}

function waitingTime(job: JobFacts): Interval[] {
  const { createdAt, startedAt } = job;
  if (startedAt === undefined || runningTime(job).length === 0) return [];
  const interval = { start: timeOf(createdAt), end: timeOf(startedAt) };
  return interval.end > interval.start ? [interval] : [];
}
