import type { RepositoryName } from '../core/action.ts';
import type { RunHeader } from '../core/progress/evidence/latest-run.ts';
import type { RunSearch } from '../core/progress/needs/run-search.ts';
import type { GitHubClient } from './client.ts';
import { NotFound } from './errors.ts';
import { type RunAnswer, toRunHeader } from './run-facts.ts';

/** Finds runs, newest first, with one request; none of a workflow that GitHub doesn't know. Throws Forbidden. */
export async function findRuns(
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
