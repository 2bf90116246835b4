import type { Misbehaviour } from './fault.ts';

/** What GitHub answers when it can't do what is asked, in its words. */
type Refusal = Extract<Misbehaviour, { readonly status: number }>;

/** GitHub is broken: a 500, 502 or 503, as JSON. */
export function serverError(status = 502): Refusal {
  return { status, message: 'Server Error' };
}

/** GitHub is down behind its front, which answers with a page. */
export function errorPage(status = 503): Refusal {
  const title = status === 504 ? 'We could not respond to your request in time' : 'Unicorn!';
  return { status, body: `<!DOCTYPE html><html><head><title>${title} · GitHub</title></head></html>` };
}

/** Too much at once: GitHub says for how many seconds to keep away. */
export function secondaryLimit(seconds: number): Refusal {
  return {
    status: 403,
    headers: { 'retry-after': String(seconds) },
    body: {
      documentation_url:
        'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
      message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    },
  };
}

/** The hour's budget is used up until `reset`. */
export function primaryLimit(reset: Date): Refusal {
  return {
    status: 403,
    headers: limitUsedUp(reset),
    message: 'API rate limit exceeded for installation ID 1.',
  };
}

/** The same to a GraphQL request: with status 200, as an error beside no data. */
export function graphqlLimit(reset: Date): Refusal {
  return {
    status: 200,
    headers: limitUsedUp(reset),
    body: {
      errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for installation ID 1.' }],
    },
  };
}

/** A GraphQL query that took GitHub too long. */
export function graphqlTimeout(): Refusal {
  const message =
    'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.';
  return { status: 200, body: { data: null, errors: [{ message }] } };
}

/** A check run for a commit that was force-pushed away and removed. */
export function commitGone(sha: string): Refusal {
  return { status: 422, message: `No commit found for SHA: ${sha}` };
}

/** A token that is no longer valid. */
export function badCredentials(): Refusal {
  return { status: 401, message: 'Bad credentials' };
}

function limitUsedUp(reset: Date): Record<string, string> {
  return {
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': '5000',
    'x-ratelimit-reset': String(Math.ceil(reset.getTime() / 1000)),
  };
}
