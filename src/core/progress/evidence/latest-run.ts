import type { RunFacts } from './facts.ts';
import { latestAttempts } from './latest-attempts.ts';

/** A run as a list of runs has it: its jobs are read by themselves. */
export type RunHeader = Omit<RunFacts, 'jobs'>;

const undecided = new Set(['cancelled', 'skipped', 'stale', 'neutral', 'action_required']);

/**
 * The newest run that came to a result: on the default branch, else (for a workflow that only runs on pull requests)
 * on any. A run that somebody cancelled says nothing.
 */
export function latestRun<Run extends RunHeader>(
  path: string,
  runs: readonly Run[],
  defaultBranch: string,
): Run | undefined {
  const done = latestAttempts(runs).filter(
    ({ workflowPath, status, conclusion }) =>
      workflowPath === path && status === 'completed' && !undecided.has(conclusion ?? ''),
  );
  return done.find((run) => isOnBranch(run, defaultBranch)) ?? done[0];
}

/** The branch of a fork's pull request may well be named like the default branch. */
export function isOnBranch({ branch, event }: RunHeader, name: string): boolean {
  return branch === name && !event.startsWith('pull_request');
}
