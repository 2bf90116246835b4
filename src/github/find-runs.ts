import type { RepositoryName } from '../core/action.ts';
import type { RunHeader } from '../core/progress/evidence/latest-run.ts';
import type { RunSearch } from '../core/progress/needs/run-search.ts';
import type { GitHubClient } from './client.ts';
import { NotFound } from './errors.ts';
import { Recent } from './recent.ts';
import { type RunAnswer, toRunHeader } from './run-facts.ts';

/** For how long a list of past runs is kept, in milliseconds: only somebody who runs one of them again changes it. */
const keptFor = 6 * 3600_000;

/** Finds runs, and keeps the lists of those from before some day. */
export class RunFinder {
  readonly #past = new Recent<string, { readonly at: number; readonly runs: readonly RunHeader[] }>(500);

  /** Finds runs, newest first, with one request; none of a workflow that GitHub doesn't know. Throws Forbidden. */
  async find(
    client: GitHubClient,
    repository: RepositoryName & { readonly id: number },
    search: RunSearch,
  ): Promise<readonly RunHeader[]> {
    if (search.before === undefined) return findRuns(client, repository, search);
    const key = `${repository.id} ${JSON.stringify(search)}`;
    const kept = this.#past.get(key);
    if (kept !== undefined && Date.now() - kept.at < keptFor) return kept.runs;
    const runs = await findRuns(client, repository, search);
    this.#past.set(key, { at: Date.now(), runs });
    return runs;
  }
}

async function findRuns(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  { path, status, before, branch, count }: RunSearch,
): Promise<readonly RunHeader[]> {
  const search = {
    owner,
    repo: name,
    per_page: count,
    exclude_pull_requests: true,
    ...(status === 'completed' && { status }),
    ...(before !== undefined && { created: `<${before}` }),
    ...(branch !== undefined && { branch }),
  };
  const found = await (path === undefined ? findAll(client, search) : findOf(client, path, search));
  return found.map(toRunHeader);
}

type Search = {
  readonly owner: string;
  readonly repo: string;
  readonly per_page: number;
  readonly exclude_pull_requests: boolean;
  readonly status?: 'completed';
  readonly created?: string;
  readonly branch?: string;
};

async function findAll(client: GitHubClient, search: Search): Promise<readonly RunAnswer[]> {
  const { data } = await client.rest('GET /repos/{owner}/{repo}/actions/runs', search);
  return data.workflow_runs;
}

async function findOf(client: GitHubClient, path: string, search: Search): Promise<readonly RunAnswer[]> {
  const file = /^\.github\/workflows\/([^/]+)$/.exec(path)?.[1];
  if (file === undefined) return [];
  try {
    const { data } = await client.rest('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
      ...search,
      workflow_id: file,
    });
    return data.workflow_runs;
  } catch (error) {
    if (error instanceof NotFound) return [];
    throw error;
  }
}
