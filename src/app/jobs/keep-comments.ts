import type { Action } from '../../core/action.ts';
import { type CommentKept, type CommentMade, findTwins, removeComments } from '../../github/keep-comment.ts';
import { type Performed, type Performer, perform } from '../../github/perform.ts';
import type { LookAgain, Task } from '../task.ts';
import type { Attempt, Outcome, Tools } from './tools.ts';

/** Why comments are written, and in which attempt. */
export interface Writing {
  readonly tools: Tools;
  readonly task: LookAgain['of'];
  readonly attempt: Attempt;
}

/** Performs; what comments are new is looked at again when GitHub's lists must show all. */
export async function performAndLookAgain(
  { tools, task, attempt }: Writing,
  performer: Performer,
  actions: readonly Action[],
): Promise<readonly Performed[]> {
  const justMade = justMadeOf(attempt.waiting);
  const performed = await perform({ ...performer, justMade }, actions);
  const { installation, repositoryId, repository } = task;
  for (const comment of performed) {
    if (typeof comment !== 'object' || !mayHaveMade(attempt, comment)) continue;
    const { issue, marker, id, createdAt } = comment;
    const made = { issue, marker, id, createdAt };
    await tools.ask({ kind: 'look-again', installation, repositoryId, repository, made, of: task }, attempt);
  }
  return performed;
}

/**
 * Where two processes have created the same comment, the oldest stays, and what it was written for is done once more: what
 * the others said may have been newer.
 */
export async function lookAgain(tools: Tools, task: LookAgain, attempt: Attempt): Promise<Outcome> {
  const client = await tools.github.installation(task.installation);
  const place = { client, repository: task.repository, login: await tools.github.login() };
  const [, ...younger] = await findTwins(place, task.made);
  if (younger.length === 0) return 'unchanged';
  // It waits until this is over, for it has the same key.
  await tools.ask(task.of, attempt);
  await removeComments(place, younger);
  return 'updated';
}

/** What waits to be looked at again was just made, here or by another replica. */
function justMadeOf(waiting: readonly Task[]): readonly CommentMade[] {
  return waiting.flatMap((task) => (task.kind === 'look-again' ? [task.made] : []));
}

/** An attempt that follows upon another may find what that one has made and did not live to look at again. */
function mayHaveMade({ number, askedAt }: Attempt, { outcome, createdAt }: CommentKept): boolean {
  if (outcome === 'created') return true;
  return number > 1 && Date.parse(createdAt) > askedAt.getTime() - 60_000;
}
