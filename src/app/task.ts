import type { RepositoryName } from '../core/action.ts';
import type { Command } from '../core/command/command.ts';
import type { CommandPlace } from '../core/decide/decide-reply.ts';
import type { Question } from '../core/decide/external-id.ts';
import type { CommentMade } from '../github/keep-comment.ts';

/** Where a task is done, and as whom. */
export interface TaskPlace {
  readonly installation: number;
  readonly repositoryId: number;
  readonly repository: RepositoryName;
  /** The delivery that led to it, where another task found that it has to be done. */
  readonly delivery?: string;
}

/** A head to be answered: by an event, or anew because somebody asked for it. */
export interface AnswerHead extends TaskPlace {
  readonly kind: 'answer-head';
  readonly headSha: string;
  readonly question: Question;
  /** `first`: nothing answered this head before; `again`: something may have; `anew`: a person wants another answer. */
  readonly occasion: 'first' | 'again' | 'anew';
  /** The id of a check run that was there when this was asked: neither that one nor an older one answers it. */
  readonly after?: number;
  /** When the pull request was last changed, as the event tells it: what was read of before is older than the event. */
  readonly updatedAt?: string;
  /** The head before this one, where the event tells it. */
  readonly before?: string;
}

/** All answers on a head, asked for anew. */
export interface AnswerSuite extends TaskPlace {
  readonly kind: 'answer-suite';
  readonly headSha: string;
}

/** A comment that may hold a command. */
export interface AnswerComment extends TaskPlace {
  readonly kind: 'answer-comment';
  readonly issue: number;
  readonly on: 'pull-request' | 'issue';
  readonly commentId: number;
  readonly author: string;
  readonly body: string;
}

/** The answer to a command by a person who may give it. */
export interface Reply extends TaskPlace {
  readonly kind: 'reply';
  readonly issue: number;
  readonly on: 'pull-request' | 'issue';
  readonly commentId: number;
  readonly command: Command;
}

/** Something has happened that may change how sprints stand: their comments are to be brought up to date. */
export interface UpdateProgress extends TaskPlace {
  readonly kind: 'update-progress';
  /** Only an issue has changed: nothing is to be done unless a sprint is about it. */
  readonly issue?: number;
  /** Where a person asks for the progress, and waits for an answer. */
  readonly reply?: CommandPlace;
}

/** A comment is new: where another process has created the same one, only the oldest is to stay. */
export interface LookAgain extends TaskPlace {
  readonly kind: 'look-again';
  readonly made: CommentMade;
  /** What the comment was written for; done again where there was another one. */
  readonly of: Reply | UpdateProgress;
}

/** What a delivery asks to be done, or what follows from that: the part of it that is stored. */
export type Task = AnswerHead | AnswerSuite | AnswerComment | Reply | UpdateProgress | LookAgain;
