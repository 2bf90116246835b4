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

describe('a process that stood still', () => {
  let box: GitHubBox;
  beforeAll(async () => {
    box = await startGitHubBox();
  });
  afterAll(() => box.close());

  async function talk(name: string) {
    const repo = await box.createRepository({ owner: 'octo', name, files: { a: 'a' } });
    const issue = repo.openIssue({ title: 'Talk', body: '' });
    const github = await openTestGitHub(box, { writeSpacingMilliseconds: 1000 });
    const client = await github.installation(box.installation('octo').id);
    const place = { owner: 'octo', repo: name, issue_number: issue };
    const path = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
    return {
      github,
      look: () => client.rest(`GET ${path}`, place),
      say: (body: string) => client.rest(`POST ${path}`, { ...place, body }),
      said: () => repo.comments(issue).map(({ body }) => body),
    };
  }

  /** Nothing else runs meanwhile. */
  function standStill(): void {
    for (const end = Date.now() + 6500; Date.now() < end; );
  }

  it('does not send what waited in line', { timeout: 60_000 }, async () => {
    const { say, said } = await talk('still');
    const first = say('first');
    const second = say('second').catch((error: unknown) => error);
    await first;
    standStill();
    expect(await second).toBeInstanceOf(StaleRead);
    await say('third');
    expect(said()).toEqual(['first', 'third']);
  });

  it('does not write what a job has decided by what it read before', { timeout: 60_000 }, async () => {
    const { github, look, say, said } = await talk('decided');
    const job = (between: () => void) =>
      github.counting({ requests: 0 }, async () => {
        await look();
        between();
        // The standstill is over, and noticed, when the write is asked for.
        await new Promise((resolve) => setTimeout(resolve, 1500));
        return say('decided');
      });
    await expect(job(standStill)).rejects.toThrow(StaleRead);
    await job(() => {});
    expect(said()).toEqual(['decided']);
  });
});
