import type { RepositoryName } from '../core/action.ts';
import type { RunFacts } from '../core/progress/evidence/facts.ts';
import { isOnBranch, type RunHeader } from '../core/progress/evidence/latest-run.ts';
import { chooseRuns } from '../core/progress/needs/choose-runs.ts';
import type { RunsNeeded } from '../core/progress/needs/progress-needs.ts';
import { type RunSearch, searchesFor, searchesOnBranch } from '../core/progress/needs/run-search.ts';
import type { GitHubClient } from './client.ts';
import { Forbidden } from './errors.ts';
import type { RunFinder } from './find-runs.ts';
import { inBatches } from './in-batches.ts';
import type { KeptJobs } from './read-jobs.ts';

/** The runs that one sprint needs. */
export interface SprintRuns {
  readonly runs: RunsNeeded;
  /** ISO date. */
  readonly started: string | undefined;
}

/** Where runs are read, and what is known of it. */
export interface RunsPlace {
  readonly client: GitHubClient;
  readonly repository: RepositoryName & { readonly id: number };
  readonly defaultBranch: string;
  readonly finder: RunFinder;
  readonly jobs: KeptJobs;
}

/** GitHub takes a hundred requests at once from all of an installation's jobs together. */
const atOnce = 5;

/**
 * The runs that prove what sprints claim, with their jobs; undefined where the App may not read them (it lacks
 * `actions: read`). It takes a request for each search, and one for each run whose jobs aren't kept yet.
 */
export async function readSprintRuns(
  place: RunsPlace,
  sprints: readonly SprintRuns[],
): Promise<readonly RunFacts[] | undefined> {
  const { client, repository, defaultBranch, jobs } = place;
  try {
    const found = await search(
      place,
      sprints.flatMap(({ runs, started }) => searchesFor(runs, started)),
    );
    const seen = new Set(found.flatMap((run) => (isOnBranch(run, defaultBranch) ? [run.workflowPath] : [])));
    const further = sprints.flatMap(({ runs }) => searchesOnBranch(runs, seen, defaultBranch));
    const all = [...found, ...(await search(place, further))];
    const chosen = sprints.flatMap(({ runs, started }) => chooseRuns(runs, all, { defaultBranch, started }));
    const distinct = [...new Map(chosen.map((run) => [run.id, run])).values()];
    return await inBatches(distinct, atOnce, (run) => jobs.withJobs(client, repository, run));
  } catch (error) {
    if (error instanceof Forbidden) return undefined;
    throw error;
  }
}

async function search(
  { client, repository, finder }: RunsPlace,
  searches: readonly RunSearch[],
): Promise<readonly RunHeader[]> {
  const distinct = new Map(searches.map((one) => [JSON.stringify(one), one]));
  return (
    await inBatches([...distinct.values()], atOnce, (one) => finder.find(client, repository, one))
  ).flat();
}
