import {
  AnswerTooLarge,
  Forbidden,
  GitHubUnavailable,
  InstallationGone,
  NotFound,
  RateLimited,
  Refused,
} from '../../github/errors.ts';
import { GiveUp, RetryLater } from '../../queue/errors.ts';

/** What becomes of a task that failed: nobody waits for it any more, or the queue is told by an error what to do. */
export type Judged =
  | { readonly kind: 'drop'; readonly outcome: 'installation-gone' | 'gone' }
  | { readonly kind: 'throw'; readonly error: unknown };

/** What a task's error is judged by. */
export interface Circumstances {
  readonly askedAt: Date;
  /** From 1. */
  readonly attempt: number;
  /** How long what an event tells of may be missing or old where it is read. */
  readonly lateSeconds: number;
  /** For how many seconds GitHub has served no task at all. */
  readonly unservedSeconds: number;
}

/** From so many seconds without any request served on, GitHub is down, and it is not this task that it can't serve. */
export const outageSeconds = 60;
/** The longest outage that tasks wait for. */
const longestOutageSeconds = 24 * 3600;
/** How soon to try again in an outage at most, in seconds. */
const longestWaitSeconds = 300;

/** Judges an error of a task. */
export function judgeError(
  error: unknown,
  { askedAt, attempt, lateSeconds, unservedSeconds }: Circumstances,
): Judged {
  if (error instanceof InstallationGone) return { kind: 'drop', outcome: 'installation-gone' };
  if (error instanceof RateLimited) {
    return thrown(new RetryLater(error.message, error.afterSeconds, { cause: error }));
  }
  const isOutage = error instanceof GitHubUnavailable && unservedSeconds >= outageSeconds;
  if (isOutage && !isLate(askedAt, longestOutageSeconds)) {
    const wait = Math.min(15 * attempt, longestWaitSeconds);
    return thrown(new RetryLater(`GitHub is out of reach: ${error.message}`, wait, { cause: error }));
  }
  if (error instanceof NotFound || error instanceof Refused) {
    return isLate(askedAt, lateSeconds) ? { kind: 'drop', outcome: 'gone' } : thrown(error);
  }
  if (error instanceof AnswerTooLarge) return thrown(new GiveUp(error.message, { cause: error }));
  if (error instanceof Forbidden) return thrown(new GiveUp(whatIsLacking(error), { cause: error }));
  return thrown(error);
}

/** Whether what was asked for then has had its time to come about wherever GitHub is read: what isn't there is gone. */
export function isLate(askedAt: Date, lateSeconds: number): boolean {
  return Date.now() - askedAt.getTime() >= lateSeconds * 1000;
}

/** GitHub refuses also what no permission would help: an archived repository, a network that is not allowed. */
function whatIsLacking({ permission, message }: Forbidden): string {
  if (!/not accessible by|must have/i.test(message)) return `GitHub refuses it: ${message}`;
  const what = permission === undefined ? 'a permission' : `the permission "${permission}"`;
  return `GitHub refuses it for want of ${what}. Accept the permissions that the App asks for in its settings. GitHub says: ${message}`;
}

function thrown(error: unknown): Judged {
  return { kind: 'throw', error };
}
