import { Forbidden, InstallationGone, NotFound, RateLimited, Refused } from '../../github/errors.ts';
import { GiveUp, RetryLater } from '../../queue/errors.ts';

/** What becomes of a task that failed: nobody waits for it any more, or the queue is told by an error what to do. */
export type Judged =
  | { readonly kind: 'drop'; readonly outcome: 'installation-gone' | 'gone' }
  | { readonly kind: 'throw'; readonly error: unknown };

/** A thing that isn't there may still be on its way to the replica that was asked; after so many attempts it is gone. */
const attemptsForLate = 4;

/** Judges an error of an attempt (from 1). */
export function judgeError(error: unknown, attempt: number): Judged {
  if (error instanceof InstallationGone) return { kind: 'drop', outcome: 'installation-gone' };
  if (error instanceof RateLimited) {
    return thrown(new RetryLater(error.message, error.afterSeconds, { cause: error }));
  }
  if (error instanceof NotFound || error instanceof Refused) {
    return attempt < attemptsForLate ? thrown(error) : { kind: 'drop', outcome: 'gone' };
  }
  if (error instanceof Forbidden) {
    const what =
      'GitHub refuses it for want of a permission. Accept the permissions that the App asks for in its settings.';
    return thrown(new GiveUp(`${what} GitHub says: ${error.message}`, { cause: error }));
  }
  return thrown(error);
}

function thrown(error: unknown): Judged {
  return { kind: 'throw', error };
}
