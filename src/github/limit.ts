import { type GitHubError, RateLimited } from './errors.ts';

/** Remembers until when an installation is limited: asking on would only make the limit longer. */
export class Limit {
  #until = 0;

  /** Throws RateLimited while the limit lasts. */
  check(): void {
    const wait = this.#until - Date.now();
    if (wait > 0) throw new RateLimited('this installation has used up its limit', undefined, wait / 1000);
  }

  /** The same error, noted where it is a limit. */
  note<Failure extends GitHubError>(error: Failure): Failure {
    if (error instanceof RateLimited) {
      this.#until = Math.max(this.#until, Date.now() + error.afterSeconds * 1000);
    }
    return error;
  }
}
