import type { RepositoryName } from '../core/action.ts';
import type { GitHubClient } from './client.ts';

/** The numbers of the open pull requests whose head is the commit. */
export async function findPullRequests(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  headSha: string,
): Promise<readonly number[]> {
  const { data } = await client.rest('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', {
    owner,
    repo: name,
    commit_sha: headSha,
    per_page: 100,
  });
  return data.filter((pull) => pull.state === 'open' && pull.head.sha === headSha).map((pull) => pull.number);
}
