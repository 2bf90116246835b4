import { latestAttempts, timeOf } from '../evidence/latest-attempts.ts';
import { latestRun, type RunHeader } from '../evidence/latest-run.ts';
import { commitKey, goodCommits, isCounted } from '../evidence/time-samples.ts';
import type { RunsNeeded } from './progress-needs.ts';

/** So many of a workflow's newest runs show whether its jobs run in parallel. */
const mostParallel = 10;
/** So many commits on either side of the start are compared: more would hardly narrow the interval. */
const mostCommits = 30;
/** So many of the newest runs show which runners are at work, and what waits. */
const mostOfRunners = 15;
const mostUnfinished = 10;

/** What decides which runs matter, besides what is needed. */
export interface RunsAround {
  readonly defaultBranch: string;
  /** ISO date. */
  readonly started: string | undefined;
}

/**
 * Of the runs that were found, those whose jobs must be read: as few as prove what is to be proved, and whole commits
 * where times are taken, since a commit with some of its runs would seem faster than it was.
 */
export function chooseRuns(
  needed: RunsNeeded,
  found: readonly RunHeader[],
  { defaultBranch, started }: RunsAround,
): RunHeader[] {
  const runs = latestAttempts(found);
  const done = runs.filter(({ status }) => status === 'completed');
  const of = (path: string): RunHeader[] => done.filter(({ workflowPath }) => workflowPath === path);
  const chosen = [
    ...needed.latest.flatMap((path) => latestRun(path, runs, defaultBranch) ?? []),
    ...needed.parallel.flatMap((path) => of(path).slice(0, mostParallel)),
    ...needed.time.flatMap((paths) => ofBothSides(runs, paths, started)),
    ...ofRunners(needed.runners, runs),
  ];
  const whole = needed.time.flatMap((paths) => wholeCommits(chosen, runs, paths));
  return latestAttempts([...chosen, ...whole]);
}

function ofBothSides(
  runs: readonly RunHeader[],
  paths: readonly string[],
  started: string | undefined,
): RunHeader[] {
  if (started === undefined) return [];
  const start = timeOf(`${started}T00:00:00Z`);
  const { before = [], after = [] } = Object.groupBy(
    runs.filter((run) => isCounted(run, paths)),
    ({ createdAt }) => (timeOf(createdAt) < start ? 'before' : 'after'),
  );
  return [before, after].flatMap((side) => {
    const reach = reachOf(side, paths);
    return goodCommits(side, paths)
      .filter((group) => group.every(({ createdAt }) => timeOf(createdAt) > reach))
      .slice(0, mostCommits)
      .flat();
  });
}

/**
 * The time back to which the runs of all workflows were found: a list ends within a commit, and the commits that it
 * cuts through would seem faster than they were.
 */
function reachOf(runs: readonly RunHeader[], paths: readonly string[]): number {
  if (paths.length === 1) return Number.NEGATIVE_INFINITY;
  const oldest = (some: readonly RunHeader[]): number =>
    some.reduce((time, { createdAt }) => Math.min(time, timeOf(createdAt)), Number.POSITIVE_INFINITY);
  const ends = paths.map((path) => oldest(runs.filter(({ workflowPath }) => workflowPath === path)));
  return paths.length === 0 ? oldest(runs) : Math.max(...ends.filter(Number.isFinite));
}

function ofRunners(paths: readonly string[], runs: readonly RunHeader[]): RunHeader[] {
  const own = runs.filter(({ workflowPath }) => paths.includes(workflowPath));
  const { done = [], going = [] } = Object.groupBy(own, ({ status }) =>
    status === 'completed' ? 'done' : 'going',
  );
  return [...going.slice(0, mostUnfinished), ...done.slice(0, mostOfRunners)];
}

/** The other runs of the commits of which one was chosen. */
function wholeCommits(
  chosen: readonly RunHeader[],
  runs: readonly RunHeader[],
  paths: readonly string[],
): RunHeader[] {
  const commits = new Set(chosen.filter((run) => isCounted(run, paths)).map(commitKey));
  return runs.filter((run) => isCounted(run, paths) && commits.has(commitKey(run)));
}
