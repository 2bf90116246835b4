import { toExternalId } from '../core/decide/external-id.ts';
import type { Task, TaskPlace } from './task.ts';

/** Tasks with the same key would write the same thing, so they are never worked at the same time. */
export function taskKey(task: Task): string {
  switch (task.kind) {
    case 'answer-head':
      return `${task.repositoryId}:head:${task.headSha}:${toExternalId(task.question)}`;
    case 'answer-suite':
      return `${task.repositoryId}:suite:${task.headSha}`;
    case 'answer-comment':
      return `${task.repositoryId}:comment:${task.commentId}`;
    case 'reply':
      return `${task.repositoryId}:issue:${task.issue}`;
    case 'update-progress':
      return `${task.repositoryId}:progress`;
    case 'look-again':
      return taskKey(task.of);
  }
}

/** Tells a task from all others that one and the same task may find to be done. */
export function taskName(task: Task): string {
  return task.kind === 'look-again' ? `${taskKey(task)} ${task.made.id}` : taskKey(task);
}

/**
 * Tasks of one group share a bound on how many are worked at once. Comments have one of their own: a person waits for a
 * sign that the command was seen, while audits may take long.
 */
export function taskGroup({ kind, installation }: Pick<Task, 'kind' | keyof TaskPlace>): string {
  return kind === 'answer-comment' ? `comments:${installation}` : `installation:${installation}`;
}

/** A task that is done, and at which attempt. */
export interface Done {
  readonly task: Task;
  /** From 1. */
  readonly attempt: number;
}

/**
 * Whether doing one task has also done another of the same key that was waiting when it began. What a person asks for
 * anew is covered only by what was asked for anew, and a command by nothing: each gets its own answer. So does a suite,
 * which only asks for others: a late attempt at it may ask for what was answered before another came. A change of one
 * issue may turn out to concern no sprint, so it covers only others of the same issue.
 */
export function covers({ task: done, attempt }: Done, waiting: Task): boolean {
  if (done.kind === 'answer-head' && waiting.kind === 'answer-head') {
    // Any answer will do for the first. A later attempt, or a late event, may leave it at an answer from before the
    // other came.
    if (waiting.occasion === 'first') return true;
    if (attempt > 1 || done.occasion === 'first') return false;
    return waiting.occasion === 'again' || done.occasion === 'anew';
  }
  if (done.kind === 'update-progress' && waiting.kind === 'update-progress') {
    return waiting.reply === undefined && (done.issue === undefined || done.issue === waiting.issue);
  }
  return false;
}
