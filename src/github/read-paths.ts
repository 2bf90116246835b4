import type { RepositoryName } from '../core/action.ts';
import type { GitHubClient } from './client.ts';

/** The paths of all files of a commit; undefined where there are more than GitHub lists (100,000, or 7 MB). */
export async function readPaths(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  oid: string,
): Promise<readonly string[] | undefined> {
  const { data } = await client.rest('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
    owner,
    repo: name,
    tree_sha: oid,
    recursive: '1',
  });
  if (data.truncated) return undefined;
  return data.tree.flatMap(({ type, path }) => (type === 'blob' && path !== undefined ? [path] : []));
}
