import type { Action, RepositoryName } from '../core/action.ts';
import type { GitHubClient } from './client.ts';
import { completeCheckRun, type Sparing } from './complete-check-run.ts';
import { StaleRead } from './errors.ts';
import { type CheckRunFound, findCheckRuns } from './find-check-runs.ts';
import { type CommentKept, type CommentMade, keepComment } from './keep-comment.ts';
import type { Recent } from './recent.ts';
import { type TickBody, tickItems } from './tick-items.ts';

/** Who performs, where, and what may have happened before. */
export interface Performer {
  readonly client: GitHubClient;
  readonly repository: RepositoryName;
  readonly appId: number;
  /** The login under which the App writes. */
  login(): Promise<string>;
  /** When the answer was asked for: a check run counts from then. */
  readonly askedAt: Date;
  /** The id of a check run that was there when it was asked, where that is known. */
  readonly after?: number;
  /** When the work on it began; now, if not given. */
  readonly begunAt?: Date;
  /** Which check runs to look for before one is created; none where there can't be any. */
  readonly lookFirst: 'no' | Sparing;
  /** Whether the head was answered before, as far as one knows: a list that shows no run at all is then a stale one. */
  readonly answered?: 'before';
  /** Ticks in the text of others; without it nothing is ticked. */
  readonly tickBody?: TickBody;
  /** Where comments were found before. */
  readonly knownComments?: Recent<string, number>;
  /** Comments made so lately that lists may not show them yet. */
  readonly justMade?: readonly CommentMade[];
}

/** What an action has come to, where that is worth knowing. */
export type Performed = CommentKept | 'ticked' | undefined;

/** Does what was decided. Doing it twice changes nothing the second time. Throws a GitHubError. */
export async function perform(
  performer: Performer,
  actions: readonly Action[],
): Promise<readonly Performed[]> {
  const performed: Performed[] = [];
  for (const action of actions) performed.push(await performOne(performer, action));
  return performed;
}

async function performOne(performer: Performer, action: Action): Promise<Performed> {
  const { client, repository, knownComments: known, justMade = [] } = performer;
  switch (action.kind) {
    case 'complete-check-run': {
      const { askedAt, after, lookFirst, begunAt } = performer;
      const seenAt = lookFirst === 'no' ? (begunAt ?? new Date()) : new Date();
      const found = await earlierRuns(performer, action.headSha);
      const spared = lookFirst === 'no' ? 'same' : lookFirst;
      await completeCheckRun(client, repository, { action, found, seenAt, spared, askedAt, after });
      return undefined;
    }
    case 'keep-comment':
      return keepComment(
        { client, repository, login: await performer.login(), justMade, ...(known && { known }) },
        action,
      );
    case 'tick-items':
      if (performer.tickBody === undefined) return undefined;
      return (await tickItems({ client, repository, tickBody: performer.tickBody }, action)) === 'ticked'
        ? 'ticked'
        : undefined;
    case 'react':
      // GitHub answers 200 where the same reaction is there already.
      await client.rest('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
        owner: repository.owner,
        repo: repository.name,
        comment_id: action.commentId,
        content: action.content,
      });
      return undefined;
  }
}

async function earlierRuns(
  { client, repository, appId, askedAt, lookFirst, answered }: Performer,
  headSha: string,
): Promise<readonly CheckRunFound[]> {
  if (lookFirst === 'no') return [];
  const found = await findCheckRuns(client, repository, { headSha, appId });
  const mayBeStale = Date.now() - askedAt.getTime() < 2 * client.lagMilliseconds;
  if (answered === 'before' && found.length === 0 && mayBeStale) {
    throw new StaleRead('the answer of before is not seen yet');
  }
  return found;
}
