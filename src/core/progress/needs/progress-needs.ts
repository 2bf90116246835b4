import { type ProgressInput, weighInput } from '../assess.ts';
import type { Check } from '../claims/check.ts';
import { isSelfHosted } from '../evidence/self-hosted.ts';
import type { WeighInput } from '../evidence/weigh-input.ts';
import { workflowsOver } from '../evidence/weigh-matrix.ts';
import { pathsMeant } from '../evidence/weigh-passes.ts';
import { neededIssues, neededPaths } from '../needed-paths.ts';
import type { Progress } from '../progress.ts';
import { namesBareFiles } from './bare-names.ts';

/** Of which workflows runs must be read, by what they are to show. Each path once. */
export interface RunsNeeded {
  /** How the newest run ended. */
  readonly latest: readonly string[];
  /** Whether jobs of one run overlapped. */
  readonly parallel: readonly string[];
  /** How long commits took; each entry the workflows that are taken together, none for all that run for changes. */
  readonly time: readonly (readonly string[])[];
  /** Which self-hosted runners took jobs of late. */
  readonly runners: readonly string[];
}

/** What must be read to weigh the claims of a plan, besides the workflows. */
export interface ProgressNeeds {
  readonly paths: readonly string[];
  readonly issues: readonly number[];
  /** Whether only the paths of the whole repository tell which files are meant. */
  readonly allPaths: 'needed' | 'not needed';
  readonly runs: RunsNeeded;
  /** The runners' own state, and the jobs that wait. */
  readonly runners: 'needed' | 'not needed';
}

/** What a plan needs, from what its items claim. */
export function needsOf(progress: Progress, input: ProgressInput): ProgressNeeds {
  const claims = progress.items.map(({ claim }) => claim);
  const checks = claims.flatMap((claim) => (claim.kind === 'checks' ? claim.checks : []));
  const weighing = weighInput(input);
  const needsRunners = runnersMatter(progress, checks);
  return {
    paths: neededPaths(claims),
    issues: neededIssues(claims),
    allPaths: namesBareFiles(progress.plan) ? 'needed' : 'not needed',
    runs: runsNeeded(checks, weighing, needsRunners),
    runners: needsRunners,
  };
}

function runsNeeded(
  checks: readonly Check[],
  input: WeighInput,
  runners: ProgressNeeds['runners'],
): RunsNeeded {
  const { repository } = input;
  const latest = checks.flatMap((check) => {
    if (check.kind !== 'workflow-passed' && check.kind !== 'passed-on-every-runner') return [];
    return check.paths.length > 0 ? check.paths : pathsMeant(check, input);
  });
  const parallel = checks.flatMap((check) => {
    if (check.kind !== 'ran-in-parallel') return [];
    return check.paths.length > 0 ? check.paths : workflowsOver(check.runners, input);
  });
  const time = checks.flatMap((check) => (check.kind === 'time-fell' ? [check.paths] : []));
  const selfHosted = repository.workflows.filter(
    (workflow) => workflow.problems.length === 0 && isSelfHosted(workflow, repository),
  );
  return {
    latest: distinct(latest),
    parallel: distinct(parallel),
    time: [...new Map(time.map((paths) => [paths.join('\n'), distinct(paths)])).values()],
    runners: runners === 'needed' ? selfHosted.map(({ path }) => path) : [],
  };
}

/** Runners are told apart by what the runners API says of them, and risks and dependencies speak of them, too. */
function runnersMatter({ plan }: Progress, checks: readonly Check[]): ProgressNeeds['runners'] {
  const kinds = new Set(checks.map(({ kind }) => kind));
  const claimed = (['runners-operational', 'ran-in-parallel', 'passed-on-every-runner'] as const).some(
    (kind) => kinds.has(kind),
  );
  const prose = [...plan.dependencies, ...plan.risks.map(({ risk }) => risk)];
  return claimed || prose.some(({ reading }) => /runner/i.test(reading)) ? 'needed' : 'not needed';
}

function distinct(paths: readonly string[]): string[] {
  return [...new Set(paths)].toSorted();
}
