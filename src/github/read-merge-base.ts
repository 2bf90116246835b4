import type { RepositoryName } from '../core/action.ts';
import type { GitHubClient } from './client.ts';

/** The best common ancestor of two commits of a repository or its forks; throws NotFound where there is none. */
export async function readMergeBase(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  { base, head }: { readonly base: string; readonly head: string },
): Promise<string> {
  const { data } = await client.rest('GET /repos/{owner}/{repo}/compare/{basehead}', {
    owner,
    repo: name,
    basehead: `${base}...${head}`,
    per_page: 1,
  });
  return data.merge_base_commit.sha;
}
