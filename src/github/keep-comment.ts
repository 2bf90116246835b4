import type { Action, RepositoryName } from '../core/action.ts';
import type { GitHubClient } from './client.ts';

type KeepComment = Extract<Action, { kind: 'keep-comment' }>;

interface Comment {
  readonly id: number | bigint;
  readonly body?: string | undefined;
  readonly user: { readonly login: string } | null;
}

/**
 * Creates the App's comment or edits it; an unchanged one is not written. It is found by its marker and by its author:
 * a marker alone could be anybody's.
 */
export async function keepComment(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  { action, login }: { readonly action: KeepComment; readonly login: string },
): Promise<void> {
  const where = { owner, repo: name };
  const own = await findOwn(client, { owner, name }, { action, login });
  if (own === undefined) {
    await client.rest('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...where,
      issue_number: action.issue,
      body: action.body,
    });
  } else if (own.body !== action.body) {
    await client.rest('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      ...where,
      comment_id: Number(own.id),
      body: action.body,
    });
  }
}

async function findOwn(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  { action, login }: { readonly action: KeepComment; readonly login: string },
): Promise<Comment | undefined> {
  for (let page = 1; ; page += 1) {
    const { data } = await client.rest('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      owner,
      repo: name,
      issue_number: action.issue,
      per_page: 100,
      page,
    });
    const own = data.find(
      (comment) => comment.user?.login === login && comment.body?.includes(action.marker) === true,
    );
    if (own !== undefined) return own;
    if (data.length < 100) return undefined;
  }
}
