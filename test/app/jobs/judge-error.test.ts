import { describe, expect, it } from 'vitest';
import { type Circumstances, judgeError } from '../../../src/app/jobs/judge-error.ts';
import {
  AnswerTooLarge,
  Forbidden,
  GitHubUnavailable,
  InstallationGone,
  NotFound,
  RateLimited,
} from '../../../src/github/errors.ts';
import { GiveUp, RetryLater } from '../../../src/queue/errors.ts';

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
const judge = (error: unknown, more: Partial<Circumstances> = {}) =>
  judgeError(error, { askedAt: ago(1), attempt: 1, lateSeconds: 60, unservedSeconds: 0, ...more });
const down = new GitHubUnavailable('502', 502);

describe('an outage of GitHub', () => {
  it('is waited out: it counts as no failure, and is asked after more and more rarely', () => {
    const waits = [1, 4, 100].map((attempt) => {
      const judged = judge(down, { unservedSeconds: 61, attempt });
      if (judged.kind !== 'throw' || !(judged.error instanceof RetryLater)) throw new Error('not put off');
      return judged.error.afterSeconds;
    });
    expect(waits).toEqual([15, 60, 300]);
  });

  it('is none where GitHub serves others: then it is this task that it cannot serve', () => {
    expect(judge(down, { unservedSeconds: 3 })).toEqual({ kind: 'throw', error: down });
  });

  it('is not waited for longer than a day', () => {
    expect(judge(down, { unservedSeconds: 9999, askedAt: ago(25 * 3600) })).toEqual({
      kind: 'throw',
      error: down,
    });
  });
});

describe('other errors', () => {
  it('of an answer that is too large end the task at once: the next would be the same', () => {
    const judged = judge(new AnswerTooLarge('larger than 64 MiB', 200));
    expect(judged).toMatchObject({ kind: 'throw', error: expect.any(GiveUp) });
  });

  it('of an installation that is gone end the task', () => {
    expect(judge(new InstallationGone('suspended', 403))).toEqual({
      kind: 'drop',
      outcome: 'installation-gone',
    });
  });

  it.each([
    [
      'Resource not accessible by integration',
      /want of the permission "issues: write".*Accept the permissions/,
    ],
    [
      'Repository was archived so is read-only.',
      /^GitHub refuses it: Repository was archived so is read-only\.$/,
    ],
  ])('of what is refused say what would help: %s', (message, words) => {
    const judged = judge(new Forbidden(message, 403, { permission: 'issues: write' }));
    expect(judged).toMatchObject({
      error: { name: 'GiveUp', message: expect.stringMatching(words) },
    });
  });

  it('of limits are waited out as long as GitHub says', () => {
    expect(judge(new RateLimited('slow down', 429, 42))).toMatchObject({ error: { afterSeconds: 42 } });
  });

  it('of what is not there are tried again only while the event may be ahead of what is read', () => {
    const missing = new NotFound('no such commit', 404);
    expect(judge(missing)).toEqual({ kind: 'throw', error: missing });
    expect(judge(missing, { askedAt: ago(61) })).toEqual({ kind: 'drop', outcome: 'gone' });
  });
});
