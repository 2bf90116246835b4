import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitHubBox } from '../../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../../src/demo/box/start-github-box.ts';
import { until } from '../../../src/demo/story/until.ts';

let box: GitHubBox;
beforeAll(async () => {
  box = await startGitHubBox();
});
afterAll(() => box.close());

describe('until', () => {
  it('waits for what a change of the box brings', async () => {
    const tool = await box.createRepository({ owner: 'acme', name: 'tool', files: { a: 'a' } });
    const issue = tool.openIssue({ title: 'x' });
    const waiting = until(box, 'a comment', () => tool.comments(issue)[0]);
    tool.comment(issue, 'ada', 'here');
    expect((await waiting).body).toBe('here');
  });

  it('ends with what looking throws', async () => {
    const looking = until(box, 'nothing', () => {
      throw new Error('can’t look');
    });
    await expect(looking).rejects.toThrow('can’t look');
  });
});
