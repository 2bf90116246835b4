import type { Check } from '../claims/check.ts';
import { durationWords } from './duration-words.ts';
import { type Evidence, evidence, needsRuns } from './evidence.ts';
import type { RunFacts } from './facts.ts';
import { timeAtOnce } from './intervals.ts';
import { latestAttempts } from './latest-attempts.ts';
import { listWords } from './list-words.ts';
import type { DrawnJob } from './picture.ts';
import { type RunnerIdentity, runnerIdentity } from './runner-identity.ts';
import { runningTime } from './time-samples.ts';
import type { WeighInput } from './weigh-input.ts';
import { weighMatrix, workflowsOver } from './weigh-matrix.ts';
import { allJobs } from './weigh-passes.ts';

/** So many of a workflow's newest runs are looked at: a busy runner may have kept one run from overlapping. */
const runsLookedAt = 10;

type ParallelCheck = Extract<Check, { kind: 'ran-in-parallel' }>;

/** Whether jobs of one run ran at the same time on all of the runners. */
export function weighParallel(check: ParallelCheck, input: WeighInput): Evidence[] {
  const { kind, runners } = check;
  const paths = check.paths.length > 0 ? check.paths : workflowsOver(runners, input);
  if (paths.length === 0) return [evidence(kind, 'fails', 'no workflow has a matrix over the runners')];
  return paths.map((path) => {
    const [matrix] = weighMatrix({ kind: 'workflow-matrix', path, runners }, input);
    if (matrix?.verdict === 'fails') return { ...matrix, kind };
    return input.facts?.runs === undefined
      ? evidence(kind, 'unknown', needsRuns, { path })
      : weighRuns(check, { path, input, runs: input.facts.runs });
  });
}

interface RunsOfWorkflow {
  readonly path: string;
  readonly input: WeighInput;
  readonly runs: readonly RunFacts[];
}

function weighRuns({ kind, runners }: ParallelCheck, { path, input, runs }: RunsOfWorkflow): Evidence {
  const recent = latestAttempts(runs)
    .filter((run) => run.workflowPath === path && run.status === 'completed' && run.jobs.length > 0)
    .slice(0, runsLookedAt);
  if (recent.length === 0) return evidence(kind, 'unknown', `no run of \`${path}\` is done yet`, { path });
  const identify = runnerIdentity(input.runners, allJobs(input), input.facts?.runners);
  const needed = runners.named.length > 0 ? runners.named.length : runners.atLeast;
  const names = runners.named.map(({ name }) => name);
  const drawn = recent.map((run) => ({ run, jobs: jobsOn(run, names, identify) }));
  const best = drawn.find(({ jobs }) => timeAtOnce(jobs, needed) > 0);
  if (best !== undefined) return together(kind, path, { ...best, needed });
  const seen = [...new Set(recent.flatMap(({ jobs }) => jobs.flatMap(({ runnerName }) => runnerName || [])))];
  const unclear = names.length > 0 && seen.map(identify).includes(undefined);
  const where = seen.length === 0 ? 'no runner' : listWords(seen.map((name) => `\`${name}\``));
  const detail =
    `in the latest ${recent.length} runs of \`${path}\` no jobs ran at once on ${needed} different runners ` +
    `of those that are meant; its jobs ran on ${where}`;
  return evidence(kind, unclear ? 'unknown' : 'fails', detail, { path, url: recent[0]?.url ?? '' });
}

/** The jobs that ran, by the named runner that each ran on; by the runner's own name where none are named. */
function jobsOn(run: RunFacts, names: readonly string[], identify: RunnerIdentity): DrawnJob[] {
  return run.jobs.flatMap((job) => {
    const runner = names.length > 0 ? identify(job.runnerName ?? '') : job.runnerName;
    if (runner === undefined || (names.length > 0 && !names.includes(runner))) return [];
    return runningTime(job).map((interval) => ({ ...interval, name: job.name, runner }));
  });
}

function together(
  kind: ParallelCheck['kind'],
  path: string,
  { run, jobs, needed }: { run: RunFacts; jobs: readonly DrawnJob[]; needed: number },
): Evidence {
  const runners = [...new Set(jobs.map(({ runner }) => runner))].toSorted().map((name) => `\`${name}\``);
  const time = durationWords(timeAtOnce(jobs, needed));
  const detail = `jobs of one run of \`${path}\` ran at once on ${listWords(runners)} for ${time}`;
  return evidence(kind, 'holds', detail, {
    path,
    url: run.url,
    picture: { kind: 'parallel', workflow: path, url: run.url, jobs },
  });
}
