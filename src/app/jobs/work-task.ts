import { decideFailure } from '../../core/decide/decide-failure.ts';
import { toExternalId } from '../../core/decide/external-id.ts';
import { isBegunSince } from '../../github/complete-check-run.ts';
import { findCheckRuns } from '../../github/find-check-runs.ts';
import { perform } from '../../github/perform.ts';
import { RetryLater } from '../../queue/errors.ts';
import type { AnswerHead, Task, TaskPlace } from '../task.ts';
import { answerComment, giveUpComment, giveUpReply, reply } from './answer-comment.ts';
import { answerHead, performerOf } from './answer-head.ts';
import { answerSuite } from './answer-suite.ts';
import { lookAgain } from './keep-comments.ts';
import type { Attempt, Failed, Outcome, Tools } from './tools.ts';
import { giveUpProgress, updateProgress } from './update-progress.ts';

/** Does a task. Throws RetryLater for one that this version does not know. */
export function workTask(tools: Tools, task: Task, attempt: Attempt): Promise<Outcome> {
  switch (task.kind) {
    case 'answer-head':
      return answerHead(tools, task, attempt);
    case 'answer-suite':
      return answerSuite(tools, task, attempt);
    case 'answer-comment':
      return answerComment(tools, task, attempt);
    case 'reply':
      return reply(tools, task, attempt);
    case 'look-again':
      return lookAgain(tools, task, attempt);
    case 'update-progress':
      return updateProgress(tools, task, attempt);
    default:
      // While replicas are exchanged, those of the other version do it.
      throw new RetryLater('only another version of this program knows this task', 30);
  }
}

/** Says where people wait for it that a task failed for good, and why. */
export async function giveUpTask(tools: Tools, task: Task, failed: Failed): Promise<void> {
  switch (task.kind) {
    case 'answer-comment':
      return giveUpComment(tools, task, failed);
    case 'reply':
      return giveUpReply(tools, task, failed);
    case 'look-again':
      // Nobody waits for it.
      return;
    case 'update-progress':
      return giveUpProgress(tools, task, failed);
    case 'answer-head':
      return giveUpHead(tools, task, failed, () => [toExternalId(task.question)]);
    case 'answer-suite':
      return giveUpHead(tools, { ...task, occasion: 'anew' }, failed, (found) => found);
  }
}

/** Ends the checks of a head as failures: those of its answers so far that are chosen by their external ids. */
async function giveUpHead(
  tools: Tools,
  head: Pick<AnswerHead, keyof TaskPlace | 'headSha' | 'occasion' | 'after'>,
  { attempt, why }: Failed,
  choose: (found: readonly string[]) => readonly string[],
): Promise<void> {
  const client = await tools.github.installation(head.installation);
  const { headSha, occasion } = head;
  const runs = await findCheckRuns(client, head.repository, { headSha, appId: tools.appId });
  const lookFirst = occasion === 'first' ? 'any' : 'since-asked';
  const performer = { ...performerOf(tools, client, { task: head, attempt }), lookFirst } as const;
  for (const externalId of choose([...new Set(runs.map((run) => run.externalId))])) {
    // A failure that took hours to be told must not stand over an answer that was asked for since.
    const isAnswered = runs.some(
      (run) => run.externalId === externalId && run.status === 'completed' && isBegunSince(run, performer),
    );
    if (!isAnswered) await perform(performer, decideFailure({ headSha, externalId }, why));
  }
}
