import type { RepositoryName } from '../core/action.ts';
import type { IssueFacts } from '../core/progress/evidence/facts.ts';
import type { GitHubClient } from './client.ts';
import { type IssuesAnswer, issuesOf, issuesPart, issueValues, issueVariables } from './issue-texts.ts';

/** The query that `readIssues` sends. */
export function readIssuesQuery(issues: readonly number[]): string {
  return `query ReadIssues($owner: String!, $name: String!${issueVariables(issues)}) {
  ${issuesPart(issues)}
}`;
}

/** Reads issues, in one request; undefined for one that isn't there, and nothing for one that may not be read. */
export async function readIssues(
  client: GitHubClient,
  repository: RepositoryName,
  issues: readonly number[],
): Promise<ReadonlyMap<number, IssueFacts | undefined>> {
  if (issues.length === 0) return new Map();
  const variables = { ...repository, ...issueValues(issues) };
  return issuesOf(await client.query<IssuesAnswer>(readIssuesQuery(issues), variables), issues);
}
