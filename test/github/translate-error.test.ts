import { describe, expect, it } from 'vitest';
import {
  Forbidden,
  GitHubError,
  GitHubUnavailable,
  InstallationGone,
  NotFound,
  RateLimited,
  Refused,
  Unauthenticated,
} from '../../src/github/errors.ts';
import { answerOfFailure } from '../../src/github/graphql-answer.ts';
import { needed } from '../../src/github/needed.ts';
import { organisationPolicyOf } from '../../src/github/organisation-policy.ts';
import { translateError } from '../../src/github/translate-error.ts';

const now = 1_700_000_000_000;
const suspended = 'This installation has been suspended';

function failure(
  status: number | undefined,
  more: { message?: string; headers?: Record<string, string>; url?: string } = {},
) {
  const { message = 'no', headers = {}, url = 'https://api.github.com/repos/o/r' } = more;
  return Object.assign(new Error(message), { status, request: { url }, response: { headers } });
}

describe('an error of a request', () => {
  it.each([
    ['nothing came', failure(undefined), GitHubUnavailable],
    ['GitHub is broken', failure(502), GitHubUnavailable],
    ['no right', failure(403, { message: 'Resource not accessible by integration' }), Forbidden],
    ['a token that was withdrawn', failure(401), Unauthenticated],
    ['suspended since the token was given', failure(403, { message: suspended }), InstallationGone],
    ['not there', failure(404), NotFound],
    ['closed for good', failure(410), NotFound],
    ['refused', failure(422), Refused],
    ['something else', failure(409), GitHubError],
    [
      'uninstalled',
      failure(404, { url: 'https://api.github.com/app/installations/1/access_tokens' }),
      InstallationGone,
    ],
    [
      'suspended',
      failure(403, { url: 'https://api.github.com/app/installations/1/access_tokens' }),
      InstallationGone,
    ],
  ])('(%s) says what it means', (_, error, kind) => {
    expect(translateError(error, now)).toBeInstanceOf(kind);
  });

  it.each([
    ['says for how long', failure(403, { headers: { 'retry-after': '7' } }), 7],
    [
      'says until when',
      failure(403, { headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000030' } }),
      31,
    ],
    [
      'lies in the past',
      failure(403, { headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1600000000' } }),
      1,
    ],
    ['says nothing', failure(429), 60],
    ['is secondary', failure(403, { message: 'You have exceeded a secondary rate limit.' }), 60],
  ])('that is a limit and %s', (_, error, seconds) => {
    const translated = translateError(error, now);
    expect(translated).toBeInstanceOf(RateLimited);
    expect(translated).toMatchObject({ afterSeconds: seconds });
  });

  it('of a GitHub that is down is told in words for people', () => {
    expect(translateError(failure(503, { message: '<!DOCTYPE html><html>' }), now)).toMatchObject({
      message: 'GitHub answered with an error page (503)',
      status: 503,
    });
    const broken = Object.assign(new Error('other side closed'), { status: 500 });
    expect(translateError(broken, now)).toMatchObject({
      message: 'GitHub gave no answer: other side closed',
      status: undefined,
    });
  });

  it('says which permission is lacking, where GitHub does', () => {
    const headers = { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' };
    const message = 'Resource not accessible by integration';
    expect(translateError(failure(403, { message, headers }), now)).toMatchObject({
      permission: 'issues: write or pull requests: write',
    });
    expect(translateError(failure(403, { message }), now)).toMatchObject({ permission: undefined });
  });

  it('is translated once', () => {
    const error = new NotFound('gone', 404);
    expect(translateError(error, now)).toBe(error);
  });
});

describe('a GraphQL answer with errors', () => {
  const answer = (data: unknown, errors: { type?: string; message: string; path?: string[] }[]) => ({
    name: 'GraphqlResponseError' as const,
    data,
    errors,
    headers: {},
  });

  it('is a limit where one of them is', () => {
    const limited = answerOfFailure(answer(null, [{ type: 'RATE_LIMITED', message: 'slow' }]), now);
    expect(limited).toBeInstanceOf(RateLimited);
  });

  it.each([
    [
      'the primary one, until its reset',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000030' },
      31,
    ],
    ['the secondary one, which says for how long', { 'retry-after': '9' }, 9],
    ['the secondary one, which says nothing: a minute', { 'x-ratelimit-reset': '1700003000' }, 60],
  ])('is a limit for as long as it says: %s', (_, headers, afterSeconds) => {
    const errors = [{ message: 'You have exceeded a secondary rate limit. Please wait.' }];
    const limited = answerOfFailure({ ...answer(null, errors), headers }, now);
    expect(limited).toBeInstanceOf(RateLimited);
    expect(limited).toMatchObject({ afterSeconds });
  });

  it('says which permission is lacking, by the field that was withheld', () => {
    const withheld = (path: string[]) => () =>
      needed(null, 'o/r', { data: null, errors: [{ type: 'FORBIDDEN', message: 'no', path }] });
    expect(withheld(['repository', 'pullRequest'])).toThrow(
      expect.objectContaining({ permission: 'pull requests: read' }),
    );
    expect(withheld(['repository', 'pullRequest', 'commits', 'nodes', 'commit', 'checkSuites'])).toThrow(
      expect.objectContaining({ permission: 'checks: read' }),
    );
    expect(withheld(['repository', 'commit0'])).toThrow(
      expect.objectContaining({ permission: 'contents: read' }),
    );
  });

  it('without data is no answer', () => {
    expect(answerOfFailure(answer(null, [{ message: 'timeout' }]), now)).toBeInstanceOf(GitHubUnavailable);
  });

  it("has the organisation's policy or none, but not where GitHub failed to tell it", () => {
    const read = (errors: { type?: string; message: string; path?: string[] }[]) => () =>
      organisationPolicyOf({ data: { organisation: null }, errors });
    expect(read([{ type: 'NOT_FOUND', message: 'none', path: ['organisation'] }])()).toBeUndefined();
    expect(read([{ type: 'FORBIDDEN', message: 'no', path: ['organisation'] }])()).toBeUndefined();
    expect(read([{ message: 'Something went wrong', path: ['organisation', 'policy'] }])).toThrow(
      GitHubUnavailable,
    );
  });

  it('has what could be had, but not where a part of what is needed was withheld', () => {
    const data = { repository: { visibility: 'PUBLIC', file: null }, organisation: null };
    const read = (errors: { type?: string; message: string; path?: string[] }[]) => () =>
      needed(data.repository, 'o/r', { data, errors });
    expect(read([{ type: 'NOT_FOUND', message: 'none', path: ['organisation'] }])()).toBe(data.repository);
    expect(read([{ type: 'FORBIDDEN', message: 'no', path: ['organisation'] }])()).toBe(data.repository);
    expect(read([{ type: 'FORBIDDEN', message: 'no', path: ['repository', 'file'] }])).toThrow(Forbidden);
    expect(read([{ message: 'broken', path: ['repository', 'file'] }])).toThrow(GitHubUnavailable);
    expect(() => needed(null, 'o/r', { data, errors: [] })).toThrow(NotFound);
  });
});
