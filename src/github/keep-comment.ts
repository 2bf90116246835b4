import { setTimeout as sleep } from 'node:timers/promises';
import type { Action, RepositoryName } from '../core/action.ts';
import { keepUnchanged } from '../core/progress/render/facts-line.ts';
import type { GitHubClient } from './client.ts';
import { NotFound, StaleRead } from './errors.ts';
import type { Recent } from './recent.ts';

type KeepComment = Extract<Action, { kind: 'keep-comment' }>;

interface Comment {
  readonly id: number | bigint;
  readonly html_url: string;
  readonly created_at: string;
  readonly body?: string | undefined;
  readonly user: { readonly login: string } | null;
}

/** The comment that is there now. */
export interface CommentKept {
  readonly issue: number;
  readonly url: string;
  readonly outcome: 'created' | 'edited' | 'unchanged';
}

/** What keeping a comment needs. */
export interface CommentPlace {
  readonly client: GitHubClient;
  readonly repository: RepositoryName;
  /** The login under which the App writes. */
  readonly login: string;
  /** Where comments were found before, so that a long issue is not looked through each time. */
  readonly known?: Recent<string, number>;
}

/**
 * Creates the App's comment or edits it; an unchanged one is not written. It is found by its marker and by its author:
 * a marker alone could be anybody's. GitHub has no way to create one only if there is none, and its lists lag behind
 * its writes: so whoever has created one looks again when a list must show all, and the oldest stays; one that finds
 * that its own is not the oldest throws StaleRead, to look again.
 */
export async function keepComment(place: CommentPlace, action: KeepComment): Promise<CommentKept> {
  const own = (await findKnown(place, action)) ?? (await findOwn(place, action));
  if (own === undefined) return create(place, action);
  place.known?.set(keyOf(place, action), Number(own.id));
  const body =
    action.unchanged === 'but-for-the-moment' ? keepUnchanged(own.body ?? '', action.body) : action.body;
  if (own.body === body) return { issue: action.issue, url: own.html_url, outcome: 'unchanged' };
  await place.client.rest('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
    ...where(place),
    comment_id: Number(own.id),
    body,
  });
  return { issue: action.issue, url: own.html_url, outcome: 'edited' };
}

async function create(place: CommentPlace, action: KeepComment): Promise<CommentKept> {
  const { data: made } = await place.client.rest(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    {
      ...where(place),
      issue_number: action.issue,
      body: action.body,
    },
  );
  await sleep(place.client.lagMilliseconds);
  const [oldest = made.id, ...others] = await findTwins(place, action, made);
  for (const twin of others) await remove(place, twin);
  if (oldest !== made.id) throw new StaleRead('another process has just created the same comment');
  place.known?.set(keyOf(place, action), Number(made.id));
  return { issue: action.issue, url: made.html_url, outcome: 'created' };
}

/** The same comments from the last minutes, the one that was just made among them, oldest first. */
async function findTwins(
  place: CommentPlace,
  action: KeepComment,
  made: Comment,
): Promise<readonly Comment['id'][]> {
  const { data } = await place.client.rest('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...where(place),
    issue_number: action.issue,
    since: new Date(Date.parse(made.created_at) - 120_000).toISOString(),
    per_page: 100,
  });
  const ids = data.filter((comment) => isOwn(comment, place, action)).map(({ id }) => id);
  return [...new Set([...ids, made.id])].sort((a, b) => Number(a) - Number(b));
}

async function remove(place: CommentPlace, id: Comment['id']): Promise<void> {
  try {
    await place.client.rest('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      ...where(place),
      comment_id: Number(id),
    });
  } catch (error) {
    // The process that made it has taken it away itself.
    if (!(error instanceof NotFound)) throw error;
  }
}

async function findKnown(place: CommentPlace, action: KeepComment): Promise<Comment | undefined> {
  const id = place.known?.get(keyOf(place, action));
  if (id === undefined) return undefined;
  try {
    const asked = { ...where(place), comment_id: id };
    const { data } = await place.client.rest('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', asked);
    return isOwn(data, place, action) ? data : undefined;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

async function findOwn(place: CommentPlace, action: KeepComment): Promise<Comment | undefined> {
  for (let page = 1; ; page += 1) {
    const { data } = await place.client.rest('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...where(place),
      issue_number: action.issue,
      per_page: 100,
      page,
    });
    const own = data.find((comment) => isOwn(comment, place, action));
    if (own !== undefined) return own;
    if (data.length < 100) return undefined;
  }
}

function isOwn(
  { user, body }: Pick<Comment, 'user' | 'body'>,
  { login }: CommentPlace,
  { marker }: KeepComment,
) {
  return user?.login === login && body?.includes(marker) === true;
}

function where({ repository: { owner, name } }: CommentPlace) {
  return { owner, repo: name };
}

function keyOf({ repository: { owner, name } }: CommentPlace, { issue, marker }: KeepComment): string {
  return `${owner}/${name}#${issue} ${marker}`;
}
