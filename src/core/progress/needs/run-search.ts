import type { RunsNeeded } from './progress-needs.ts';

/** A search for runs, newest first. */
export interface RunSearch {
  /** The workflow's file; undefined for all workflows. */
  readonly path: string | undefined;
  readonly status: 'completed' | 'any';
  /** ISO date: only runs from before that day. */
  readonly before?: string;
  /** Only runs on this branch. */
  readonly branch?: string;
  /** At most a hundred, which is what GitHub gives at once. */
  readonly count: number;
}

/** So many workflows are looked at for one purpose: a plan that is about more of them is about all. */
const mostWorkflows = 40;

/** The searches that bring what is needed, each once; `started` is the sprint's first day, as an ISO date. */
export function searchesFor(needed: RunsNeeded, started: string | undefined): RunSearch[] {
  const timed = started === undefined ? [] : needed.time;
  const ofTime = [
    ...new Set(
      timed.flatMap((paths): readonly (string | undefined)[] => (paths.length === 0 ? [undefined] : paths)),
    ),
  ];
  const shown = [...needed.latest, ...needed.parallel].filter((path) => !ofTime.includes(path));
  return [
    ...ofTime.slice(0, mostWorkflows).flatMap((path): RunSearch[] => [
      { path, status: 'completed', count: 100 },
      { path, status: 'completed', count: 100, ...(started !== undefined && { before: started }) },
    ]),
    ...[...new Set(shown)]
      .slice(0, mostWorkflows)
      .map((path): RunSearch => ({ path, status: 'completed', count: 30 })),
    ...(needed.runners.length > 0 ? [{ path: undefined, status: 'any', count: 50 } as const] : []),
  ];
}

/**
 * The searches for the workflows of which the newest runs hold none of the default branch, where most of them are of
 * pull requests.
 */
export function searchesOnBranch(
  needed: RunsNeeded,
  found: ReadonlySet<string>,
  branch: string,
): RunSearch[] {
  return needed.latest
    .filter((path) => !found.has(path))
    .slice(0, mostWorkflows)
    .map((path) => ({ path, status: 'completed', branch, count: 10 }));
}
