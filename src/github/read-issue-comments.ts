import type { RepositoryName } from '../core/action.ts';
import type { GitHubClient, GraphqlAnswer } from './client.ts';
import { needed } from './needed.ts';

interface CommentAnswer {
  readonly body: string;
  readonly isMinimized: boolean;
  readonly authorAssociation: string;
  readonly author: { readonly __typename: string } | null;
}

interface Answer {
  readonly repository: {
    readonly issue: {
      readonly comments: {
        readonly nodes: readonly (CommentAnswer | null)[] | null;
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      };
    } | null;
  } | null;
}

/** So many comments are looked through, a hundred with each request. */
const mostPages = 5;

/** Whose comments can be a part of a plan: anybody may write under an issue of a public repository. */
const belonging = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

/** The query that `readIssueComments` sends. */
export const issueCommentsQuery = `query ReadIssueComments($owner: String!, $name: String!, $issue: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    issue(number: $issue) {
      comments(first: 100, after: $after) {
        nodes { body isMinimized authorAssociation author { __typename } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

/**
 * The texts of the comments on an issue by people who belong to the repository, oldest first, without hidden ones. Throws a
 * GitHubError: a plan of which a part failed to be read would be another plan.
 */
export async function readIssueComments(
  client: GitHubClient,
  repository: RepositoryName,
  issue: number,
): Promise<readonly string[]> {
  const texts: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const variables: Record<string, unknown> = { ...repository, issue, after };
    const answer: GraphqlAnswer<Answer> = await client.query<Answer>(issueCommentsQuery, variables);
    const what = `the comments on issue ${issue} of ${repository.owner}/${repository.name}`;
    const { nodes, pageInfo } = needed(answer.data.repository?.issue, what, answer).comments;
    texts.push(...(nodes ?? []).flatMap((comment) => (isOfPlan(comment) ? [comment.body] : [])));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  return texts;
}

function isOfPlan(comment: CommentAnswer | null): comment is CommentAnswer {
  if (comment === null || comment.isMinimized || comment.author?.__typename === 'Bot') return false;
  return belonging.has(comment.authorAssociation);
}
