import { Forbidden, InstallationGone, NotFound, RateLimited, Refused } from '../../github/errors.ts';
import { GiveUp, RetryLater } from '../../queue/errors.ts';

/** What becomes of a task that failed: nobody waits for it any more, or the queue is told by an error what to do. */
export type Judged =
  | { readonly kind: 'drop'; readonly outcome: 'installation-gone' | 'gone' }
  | { readonly kind: 'throw'; readonly error: unknown };

/** Judges an error of a task that was asked for then. */
export function judgeError(error: unknown, askedAt: Date, lateSeconds: number): Judged {
  if (error instanceof InstallationGone) return { kind: 'drop', outcome: 'installation-gone' };
  if (error instanceof RateLimited) {
    return thrown(new RetryLater(error.message, error.afterSeconds, { cause: error }));
  }
  if (error instanceof NotFound || error instanceof Refused) {
    return isLate(askedAt, lateSeconds) ? { kind: 'drop', outcome: 'gone' } : thrown(error);
  }
  if (error instanceof Forbidden) return thrown(new GiveUp(whatIsLacking(error), { cause: error }));
  return thrown(error);
}

/** Whether what was asked for then has had its time to come about wherever GitHub is read: what isn't there is gone. */
export function isLate(askedAt: Date, lateSeconds: number): boolean {
  return Date.now() - askedAt.getTime() >= lateSeconds * 1000;
}

function whatIsLacking({ permission, message }: Forbidden): string {
  const what = permission === undefined ? 'a permission' : `the permission "${permission}"`;
  return `GitHub refuses it for want of ${what}. Accept the permissions that the App asks for in its settings. GitHub says: ${message}`;
}

function thrown(error: unknown): Judged {
  return { kind: 'throw', error };
}
