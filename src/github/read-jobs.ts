import type { RepositoryName } from '../core/action.ts';
import type { JobFacts, RunFacts } from '../core/progress/evidence/facts.ts';
import type { RunHeader } from '../core/progress/evidence/latest-run.ts';
import type { GitHubClient } from './client.ts';
import { Recent } from './recent.ts';
import { toJobFacts } from './run-facts.ts';

/** A matrix has at most 256 jobs, and a run seldom several of that size. */
const mostPages = 5;
/** How many runs' jobs are kept; a run has a few jobs, of some hundred bytes each. */
const mostKept = 5000;

/** The jobs of attempts that are done, which never change again. */
export class KeptJobs {
  readonly #jobs = new Recent<string, readonly JobFacts[]>(mostKept);

  /** A run with its jobs, read with as many requests as it has hundreds of them, and none where they are kept. */
  async withJobs(
    client: GitHubClient,
    repository: RepositoryName & { readonly id: number },
    run: RunHeader,
  ): Promise<RunFacts> {
    const key = `${repository.id}:${run.id}:${run.attempt}`;
    const jobs = this.#jobs.get(key) ?? (await readJobs(client, repository, run));
    if (run.status === 'completed') this.#jobs.set(key, jobs);
    return { ...run, jobs };
  }
}

/** The jobs of the attempt that the run shows: a re-run that began meanwhile has another number. */
async function readJobs(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  { id, attempt }: RunHeader,
): Promise<readonly JobFacts[]> {
  const jobs: JobFacts[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const { data } = await client.rest(
      'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs',
      { owner, repo: name, run_id: id, attempt_number: attempt, per_page: 100, page },
    );
    jobs.push(...data.jobs.map(toJobFacts));
    if (data.jobs.length < 100) break;
  }
  return jobs;
}
