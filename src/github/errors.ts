/** What GitHub answered that stops a job; the subclasses say what it means for the job. */
export class GitHubError extends Error {
  override readonly name: string = 'GitHubError';
  /** The HTTP status; undefined where no answer came. */
  readonly status: number | undefined;

  constructor(message: string, status: number | undefined, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** A primary or secondary rate limit: nothing more from this installation before `afterSeconds` have passed. */
export class RateLimited extends GitHubError {
  override readonly name = 'RateLimited';
  readonly afterSeconds: number;

  constructor(message: string, status: number | undefined, afterSeconds: number, options?: ErrorOptions) {
    super(message, status, options);
    this.afterSeconds = afterSeconds;
  }
}

/** GitHub is down, slow or out of reach: the same request may succeed later. */
export class GitHubUnavailable extends GitHubError {
  override readonly name = 'GitHubUnavailable';
}

/** There is no such thing, or not for this installation; right after an event it may also only be late. */
export class NotFound extends GitHubError {
  override readonly name = 'NotFound';
}

/** The App lacks a permission, or a person has taken it away. */
export class Forbidden extends GitHubError {
  override readonly name = 'Forbidden';
  /** The permission as people see it (`checks: write`), where GitHub says it or the question tells. */
  readonly permission: string | undefined;

  constructor(
    message: string,
    status: number | undefined,
    { permission, ...options }: ErrorOptions & { readonly permission?: string | undefined } = {},
  ) {
    super(message, status, options);
    this.permission = permission;
  }
}

/** GitHub does not take the App's credentials: a token was withdrawn, a key exchanged, or a clock is wrong. */
export class Unauthenticated extends GitHubError {
  override readonly name = 'Unauthenticated';
}

/** The App is uninstalled or suspended there: nothing can be done and nobody waits for it. */
export class InstallationGone extends GitHubError {
  override readonly name = 'InstallationGone';
}

/** GitHub refuses what was sent (422): a fault of ours, or a head that is no longer there. */
export class Refused extends GitHubError {
  override readonly name = 'Refused';
}

/** GitHub answers more than one job may hold: to ask again would bring the same. */
export class AnswerTooLarge extends GitHubError {
  override readonly name = 'AnswerTooLarge';
}

/** What was read does not fit together or lags behind the event: read again. */
export class StaleRead extends GitHubError {
  override readonly name = 'StaleRead';

  constructor(message: string) {
    super(message, undefined);
  }
}
