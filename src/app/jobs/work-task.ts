import { decideFailure } from '../../core/decide/decide-failure.ts';
import { toExternalId } from '../../core/decide/external-id.ts';
import { isBegunSince } from '../../github/complete-check-run.ts';
import { findCheckRuns } from '../../github/find-check-runs.ts';
import { perform } from '../../github/perform.ts';
import type { Task } from '../task.ts';
import { answerComment, replyFailure } from './answer-comment.ts';
import { answerHead, performerOf } from './answer-head.ts';
import { answerSuite } from './answer-suite.ts';
import type { Attempt, Outcome, Tools } from './tools.ts';
import { giveUpProgress, updateProgress } from './update-progress.ts';

/** Does a task. */
export function workTask(tools: Tools, task: Task, attempt: Attempt): Promise<Outcome> {
  switch (task.kind) {
    case 'answer-head':
      return answerHead(tools, task, attempt);
    case 'answer-suite':
      return answerSuite(tools, task, attempt);
    case 'answer-comment':
      return answerComment(tools, task, attempt);
    case 'update-progress':
      return updateProgress(tools, task, attempt);
  }
}

/** Says where people wait for it that a task failed for good, and why. */
export async function giveUpTask(
  tools: Tools,
  task: Task,
  { attempt, why }: { readonly attempt: Attempt; readonly why: string },
): Promise<void> {
  if (task.kind === 'answer-comment') return replyFailure(tools, task, { attempt, why });
  if (task.kind === 'update-progress') return giveUpProgress(tools, task, { attempt, why });
  // A suite has no check run of its own; those on its head keep their last answers.
  if (task.kind === 'answer-suite') return;
  const client = await tools.github.installation(task.installation);
  const { headSha } = task;
  const externalId = toExternalId(task.question);
  const runs = await findCheckRuns(client, task.repository, { headSha, appId: tools.appId });
  // A failure that took hours to be told must not stand over an answer that was asked for since.
  const isAnswered = runs.some(
    (run) =>
      run.externalId === externalId && run.status === 'completed' && isBegunSince(run, attempt.askedAt),
  );
  if (isAnswered) return;
  const performer = performerOf(tools, client, { task, attempt });
  const lookFirst = task.occasion === 'first' ? 'any' : 'since-asked';
  await perform({ ...performer, lookFirst }, decideFailure({ headSha, externalId }, why));
}
