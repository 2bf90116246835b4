import type { GraphqlAnswer, GraphqlError } from './client.ts';
import { type GitHubError, GitHubUnavailable, RateLimited } from './errors.ts';
import { secondsUntil } from './translate-error.ts';

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
  const limited = errors.find(({ type }) => type === 'RATE_LIMITED');
  if (limited !== undefined) {
    const wait = Number(headers['retry-after']) || secondsUntil(headers['x-ratelimit-reset'], now);
    return new RateLimited(limited.message, 200, wait);
  }
  if (data === null || data === undefined) {
    return new GitHubUnavailable(errors[0]?.message ?? 'GitHub answered without data', 200);
  }
  return { data: data as Data, errors };
}
