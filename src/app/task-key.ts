import { toExternalId } from '../core/decide/external-id.ts';
import type { Task } from './task.ts';

/** Tasks with the same key would write the same thing, so they are never worked at the same time. */
export function taskKey(task: Task): string {
  switch (task.kind) {
    case 'answer-head':
      return `${task.repositoryId}:head:${task.headSha}:${toExternalId(task.question)}`;
    case 'answer-suite':
      return `${task.repositoryId}:suite:${task.headSha}`;
    case 'answer-comment':
      return `${task.repositoryId}:issue:${task.issue}`;
    case 'update-progress':
      return `${task.repositoryId}:progress`;
  }
}

/**
 * Whether doing one task has also done another of the same key that was waiting when it began. What a person asks for
 * anew is covered only by what was asked for anew, and a comment by nothing: each gets its own answer. A change of one
 * issue may turn out to concern no sprint, so it covers only others of the same issue.
 */
export function covers(done: Task, waiting: Task): boolean {
  if (done.kind === 'answer-comment' || waiting.kind === 'answer-comment') return false;
  if (done.kind === 'answer-head' && waiting.kind === 'answer-head') {
    return waiting.occasion !== 'anew' || done.occasion === 'anew';
  }
  if (done.kind === 'update-progress' && waiting.kind === 'update-progress') {
    return waiting.reply === undefined && (done.issue === undefined || done.issue === waiting.issue);
  }
  return done.kind === waiting.kind;
}
