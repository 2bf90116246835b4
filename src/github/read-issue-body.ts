import type { RepositoryName } from '../core/action.ts';
import type { GitHubClient } from './client.ts';

/** The body of an issue or a pull request, as Markdown; throws NotFound. */
export async function readIssueBody(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  issue: number,
): Promise<string> {
  const { data } = await client.rest('GET /repos/{owner}/{repo}/issues/{issue_number}', {
    owner,
    repo: name,
    issue_number: issue,
  });
  return data.body ?? '';
}
