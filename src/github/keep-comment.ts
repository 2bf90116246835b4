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

/** Twins are made within so many milliseconds: a request that is not over by then was ended long ago. */
const togetherMilliseconds = 120_000;

/** A comment that was made: where it is, and since when, in GitHub's words. */
export interface CommentMade {
  readonly issue: number;
  readonly marker: string;
  readonly id: number;
  readonly createdAt: string;
}

/** The comment that is there now. */
export interface CommentKept extends CommentMade {
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
  /** Comments made so lately that lists may not show them yet. */
  readonly justMade?: readonly CommentMade[];
}

/**
 * Creates the App's comment or edits it; an unchanged one is not written. It is found by its marker and by its author:
 * a marker alone could be anybody's. GitHub has no way to create one only if there is none, and its lists lag behind
 * its writes: whoever has created one has to look for twins of it when lists must show all, and a comment of which one
 * knows that it was just made is waited for with StaleRead.
 */
export async function keepComment(place: CommentPlace, action: KeepComment): Promise<CommentKept> {
  const own = await find(place, action);
  if (own === undefined) return create(place, action);
  place.known?.set(keyOf(place, action), Number(own.id));
  const body =
    action.unchanged === 'but-for-the-moment' ? keepUnchanged(own.body ?? '', action.body) : action.body;
  if (own.body === body) return kept(action, own, 'unchanged');
  await place.client.rest('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
    ...where(place),
    comment_id: Number(own.id),
    body,
  });
  return kept(action, own, 'edited');
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
  place.known?.set(keyOf(place, action), Number(made.id));
  return kept(action, made, 'created');
}

function kept(
  { issue, marker }: KeepComment,
  { id, created_at: createdAt, html_url: url }: Comment,
  outcome: CommentKept['outcome'],
): CommentKept {
  return { issue, marker, id: Number(id), createdAt, url, outcome };
}

/**
 * The ids of the comments that are the same as the one that was made and that came with it, that one among them if it
 * is still there; oldest first. Complete when lists show all.
 */
export async function findTwins(place: CommentPlace, made: CommentMade): Promise<readonly number[]> {
  const { data } = await place.client.rest('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...where(place),
    issue_number: made.issue,
    since: new Date(Date.parse(made.createdAt) - togetherMilliseconds).toISOString(),
    per_page: 100,
  });
  const listed = data.filter((comment) => isOwn(comment, place, made)).map(({ id }) => Number(id));
  const isThere = listed.includes(made.id) || (await findById(place, made, made.id)) !== undefined;
  return [...new Set(isThere ? [...listed, made.id] : listed)].sort((a, b) => a - b);
}

/** Takes the App's own comments away; one that is gone already is none the worse. */
export async function removeComments(place: CommentPlace, ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    try {
      await place.client.rest('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', {
        ...where(place),
        comment_id: id,
      });
    } catch (error) {
      // The process that made it has taken it away itself.
      if (!(error instanceof NotFound)) throw error;
    }
  }
}

async function find(place: CommentPlace, action: KeepComment): Promise<Comment | undefined> {
  const { known, justMade = [] } = place;
  const made = justMade.find(({ issue, marker }) => issue === action.issue && marker === action.marker);
  const id = made?.id ?? known?.get(keyOf(place, action));
  const own = id === undefined ? undefined : await findById(place, action, id);
  const found = own ?? (await findOwn(place, action));
  if (found === undefined && made !== undefined) {
    throw new StaleRead('the comment that was just made is not seen yet');
  }
  return found;
}

async function findById(
  place: CommentPlace,
  of: Pick<KeepComment, 'marker'>,
  id: number,
): Promise<Comment | undefined> {
  try {
    const asked = { ...where(place), comment_id: id };
    const { data } = await place.client.rest('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', asked);
    return isOwn(data, place, of) ? data : undefined;
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
  { marker }: Pick<KeepComment, 'marker'>,
) {
  return user?.login === login && body?.includes(marker) === true;
}

function where({ repository: { owner, name } }: CommentPlace) {
  return { owner, repo: name };
}

function keyOf({ repository: { owner, name } }: CommentPlace, { issue, marker }: KeepComment): string {
  return `${owner}/${name}#${issue} ${marker}`;
}
