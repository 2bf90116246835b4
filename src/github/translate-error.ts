import {
  Forbidden,
  GitHubError,
  GitHubUnavailable,
  InstallationGone,
  NotFound,
  RateLimited,
  Refused,
  Unauthenticated,
} from './errors.ts';

interface RequestFailure {
  readonly message: string;
  readonly status?: number;
  readonly request?: { readonly url?: string };
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

/** How long to wait where a secondary limit does not say: GitHub asks for a minute at least. */
const secondaryLimitSeconds = 60;

/** Turns what Octokit throws into one of our errors; `now` in milliseconds tells how far away a reset is. */
export function translateError(error: unknown, now: number): GitHubError {
  if (error instanceof GitHubError) return error;
  // Octokit wraps what is thrown below it.
  if (error instanceof Error && error.cause instanceof GitHubError) return error.cause;
  const failure = error as RequestFailure;
  const { status, message } = failure;
  const cause = { cause: error };
  if (status === undefined || status >= 500 || status === 408) return unavailable(failure, cause);
  const waitSeconds = limitOf(failure, now);
  if (waitSeconds !== undefined) return new RateLimited(message, status, waitSeconds, cause);
  if (isGone(failure)) return new InstallationGone(message, status, cause);
  if (status === 401) return new Unauthenticated(message, status, cause);
  if (status === 403) return new Forbidden(message, status, { ...cause, permission: neededBy(failure) });
  if (status === 404 || status === 410) return new NotFound(message, status, cause);
  if (status === 422) return new Refused(message, status, cause);
  return new GitHubError(message, status, cause);
}

/** In words for people: what Octokit has is a system's error, which it gives out as a 500, or a whole page. */
function unavailable({ status, message, response }: RequestFailure, cause: ErrorOptions): GitHubUnavailable {
  if (status === undefined || response === undefined) {
    return new GitHubUnavailable(`GitHub gave no answer: ${message}`, undefined, cause);
  }
  const text = /^\s*</.test(message) ? `GitHub answered with an error page (${status})` : message;
  return new GitHubUnavailable(text, status, cause);
}

function limitOf({ status, message, response }: RequestFailure, now: number): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const headers = response?.headers ?? {};
  const retryAfter = Number(headers['retry-after']);
  if (Number.isFinite(retryAfter) && retryAfter > 0) return retryAfter;
  if (String(headers['x-ratelimit-remaining']) === '0')
    return secondsUntil(headers['x-ratelimit-reset'], now);
  if (status === 429 || isLimitText(message)) return secondaryLimitSeconds;
  return undefined;
}

/** Whether a message of GitHub's tells of a limit, where nothing else does. */
export function isLimitText(message: string): boolean {
  return /secondary rate limit|abuse detection|API rate limit/i.test(message);
}

/** Seconds from `now` to a reset given in epoch seconds, and one more, since clocks differ. */
export function secondsUntil(reset: string | number | undefined, now: number): number {
  const seconds = Number(reset) - now / 1000;
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds) + 1) : secondaryLimitSeconds;
}

/** 403 suspended, 404 uninstalled: there is no token to be had. A token of before says so, too. */
function isGone({ request, status, message }: RequestFailure): boolean {
  if (status === 403 && /installation has been suspended/i.test(message)) return true;
  return (status === 403 || status === 404) && /\/access_tokens$/.test(request?.url ?? '');
}

/** `checks: write` of GitHub's header `checks=write`; where several would do, all of them. */
function neededBy({ response }: RequestFailure): string | undefined {
  const header = response?.headers?.['x-accepted-github-permissions'];
  if (typeof header !== 'string' || header === '') return undefined;
  return header
    .split(/\s*[;,]\s*/)
    .map((one) => one.replace('=', ': ').replaceAll('_', ' '))
    .join(' or ');
}
