import type { GraphqlAnswer, GraphqlError } from './client.ts';
import { type GitHubError, GitHubUnavailable, RateLimited } from './errors.ts';
import { isLimitText, secondsUntil } from './translate-error.ts';

interface GraphqlFailure {
  readonly name: 'GraphqlResponseError';
  readonly data: unknown;
  readonly errors?: readonly GraphqlError[];
  readonly headers?: Readonly<Record<string, string | number | undefined>>;
}

/** Whether Octokit threw because a GraphQL answer has errors, which come with HTTP 200 and often with data. */
export function isGraphqlFailure(error: unknown): error is GraphqlFailure {
  return error instanceof Error && error.name === 'GraphqlResponseError';
}

/** The data and errors of an answer with errors; an error where a limit was hit or there are no data at all. */
export function answerOfFailure<Data>(
  { data, errors = [], headers = {} }: GraphqlFailure,
  now: number,
): GraphqlAnswer<Data> | GitHubError {
  // A secondary limit may come with status 200 as well, and without a type.
  const limited = errors.find(({ type, message }) => type === 'RATE_LIMITED' || isLimitText(message));
  if (limited !== undefined) {
    const isUsedUp = String(headers['x-ratelimit-remaining']) === '0';
    const reset = isUsedUp ? headers['x-ratelimit-reset'] : undefined;
    const wait = Number(headers['retry-after']) || secondsUntil(reset, now);
    return new RateLimited(limited.message, 200, wait);
  }
  if (data === null || data === undefined) {
    return new GitHubUnavailable(errors[0]?.message ?? 'GitHub answered without data', 200);
  }
  return { data: data as Data, errors };
}
