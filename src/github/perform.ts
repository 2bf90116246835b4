import type { Action, RepositoryName } from '../core/action.ts';
import type { GitHubClient } from './client.ts';
import { completeCheckRun } from './complete-check-run.ts';
import { type CheckRunFound, findCheckRuns } from './find-check-runs.ts';
import { keepComment } from './keep-comment.ts';

/** Who performs, where, and what may have happened before. */
export interface Performer {
  readonly client: GitHubClient;
  readonly repository: RepositoryName;
  readonly appId: number;
  /** The login under which the App writes. */
  login(): Promise<string>;
  /** When the answer was asked for: a check run counts from then. */
  readonly askedAt: Date;
  /**
   * Which check runs to look for before one is created: none; any that says the same, where an earlier attempt may have
   * written or the head was answered before; or those begun since the answer was asked for, where it was asked for anew.
   */
  readonly lookFirst: 'no' | 'any' | 'since-asked';
}

/** Does what was decided. Doing it twice changes nothing the second time. Throws a GitHubError. */
export async function perform(performer: Performer, actions: readonly Action[]): Promise<void> {
  for (const action of actions) await performOne(performer, action);
}

async function performOne(performer: Performer, action: Action): Promise<void> {
  const { client, repository } = performer;
  switch (action.kind) {
    case 'complete-check-run': {
      const found = await earlierRuns(performer, action.headSha);
      return completeCheckRun(client, repository, { action, found, askedAt: performer.askedAt });
    }
    case 'keep-comment':
      return keepComment(client, repository, { action, login: await performer.login() });
    case 'react':
      // GitHub answers 200 where the same reaction is there already.
      await client.rest('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
        owner: repository.owner,
        repo: repository.name,
        comment_id: action.commentId,
        content: action.content,
      });
  }
}

async function earlierRuns(
  { client, repository, appId, askedAt, lookFirst }: Performer,
  headSha: string,
): Promise<readonly CheckRunFound[]> {
  if (lookFirst === 'no') return [];
  const found = await findCheckRuns(client, repository, { headSha, appId });
  // GitHub keeps whole seconds.
  const since = Math.floor(askedAt.getTime() / 1000) * 1000;
  return lookFirst === 'any' ? found : found.filter(({ startedAt }) => startedAt.getTime() >= since);
}
