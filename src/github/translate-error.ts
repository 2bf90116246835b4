import {
  Forbidden,
  GitHubError,
  GitHubUnavailable,
  InstallationGone,
  NotFound,
  RateLimited,
  Refused,
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
  const failure = error as RequestFailure;
  const { status, message } = failure;
  const cause = { cause: error };
  if (status === undefined || status >= 500 || status === 408)
    return new GitHubUnavailable(message, status, cause);
  const waitSeconds = limitOf(failure, now);
  if (waitSeconds !== undefined) return new RateLimited(message, status, waitSeconds, cause);
  if (isTokenRequest(failure)) return new InstallationGone(message, status, cause);
  if (status === 403 || status === 401) return new Forbidden(message, status, cause);
  if (status === 404 || status === 410) return new NotFound(message, status, cause);
  if (status === 422) return new Refused(message, status, cause);
  return new GitHubError(message, status, cause);
}

function limitOf({ status, message, response }: RequestFailure, now: number): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const headers = response?.headers ?? {};
  const retryAfter = Number(headers['retry-after']);
  if (Number.isFinite(retryAfter) && retryAfter > 0) return retryAfter;
  if (String(headers['x-ratelimit-remaining']) === '0')
    return secondsUntil(headers['x-ratelimit-reset'], now);
  if (status === 429 || /secondary rate limit|abuse detection/i.test(message)) return secondaryLimitSeconds;
  return undefined;
}

/** Seconds from `now` to a reset given in epoch seconds, and one more, since clocks differ. */
export function secondsUntil(reset: string | number | undefined, now: number): number {
  const seconds = Number(reset) - now / 1000;
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds) + 1) : secondaryLimitSeconds;
}

/** 403 suspended, 404 uninstalled, 401 a key that is not this App's: without a token nothing works. */
function isTokenRequest({ request, status }: RequestFailure): boolean {
  return (status === 403 || status === 404) && /\/access_tokens$/.test(request?.url ?? '');
}
