import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { StaleRead } from '../../src/github/errors.ts';
import { Standstill } from '../../src/github/standstill.ts';
import { openTestGitHub } from './open-test-github.ts';

describe('a standstill', () => {
  beforeAll(() => {
    vi.useFakeTimers();
  });
  afterAll(() => {
    vi.useRealTimers();
  });

  it('is noticed at once and afterwards by what began before it, and by nothing that began since', () => {
    const standstill = new Standstill();
    vi.advanceTimersByTime(3000);
    const before = Date.now();
    expect(standstill.since(before)).toBe(false);
    // Time goes on, and no timer runs.
    vi.setSystemTime(before + 20_000);
    expect(standstill.since(before)).toBe(true);
    vi.advanceTimersByTime(1000);
    expect(standstill.since(before)).toBe(true);
    vi.advanceTimersByTime(1000);
    expect(standstill.since(Date.now())).toBe(false);
    expect(standstill.since(before)).toBe(true);
  });
});

describe('a process that stood still while a write waited in line', () => {
  let box: GitHubBox;
  beforeAll(async () => {
    box = await startGitHubBox();
  });
  afterAll(() => box.close());

  it('does not send it', { timeout: 60_000 }, async () => {
    const repo = await box.createRepository({ owner: 'octo', name: 'still', files: { a: 'a' } });
    const issue = repo.openIssue({ title: 'Talk', body: '' });
    const github = await openTestGitHub(box, { writeSpacingMilliseconds: 1000 });
    const client = await github.installation(box.installation('octo').id);
    const say = (body: string) =>
      client.rest('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        owner: 'octo',
        repo: 'still',
        issue_number: issue,
        body,
      });
    const first = say('first');
    const second = say('second').catch((error: unknown) => error);
    await first;
    // Nothing else runs meanwhile.
    for (const end = Date.now() + 6500; Date.now() < end; );
    expect(await second).toBeInstanceOf(StaleRead);
    await say('third');
    expect(repo.comments(issue).map(({ body }) => body)).toEqual(['first', 'third']);
  });
});
