import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Action } from '../../src/core/action.ts';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { StaleRead } from '../../src/github/errors.ts';
import { type Performer, perform } from '../../src/github/perform.ts';
import { openTestGitHub } from './open-test-github.ts';

let box: GitHubBox;
let repo: BoxRepository;

beforeAll(async () => {
  box = await startGitHubBox();
  repo = await box.createRepository({ owner: 'octo', name: 'late', files: { a: 'a' } });
});
afterAll(() => box.close());
afterEach(() => box.setWeather(() => undefined));

/** A process of its own, which remembers nothing of another's. */
async function performer(lagMilliseconds: number, more: Partial<Performer> = {}): Promise<Performer> {
  const github = await openTestGitHub(box, { lagMilliseconds });
  return {
    client: await github.installation(box.installation('octo').id),
    repository: { owner: 'octo', name: 'late' },
    appId: box.state.app.id,
    login: () => github.login(),
    askedAt: new Date(),
    lookFirst: 'same',
    ...more,
  };
}

/** Every list of GitHub's is so much behind. */
function lag(milliseconds: number): void {
  box.setWeather(({ endpoint }) => (endpoint?.startsWith('GET /repos') ? { lag: milliseconds } : undefined));
}

describe('lists that lag behind', () => {
  it('lead to no second comment', async () => {
    const issue = repo.openIssue({ title: 'Talk', body: '' });
    const marker = '<!-- ci-warden:reply:help -->';
    const say = async (text: string, justMade: Performer['justMade'] = []) =>
      perform(await performer(0, { justMade }), [
        { kind: 'keep-comment', issue, marker, body: `${text} ${marker}` },
      ]);
    const [made] = await say('once');
    if (typeof made !== 'object') throw new Error('a comment is made');
    lag(60_000);
    // What no list shows yet is known to be there by who was told of it.
    await expect(say('twice', [made])).rejects.toThrow(StaleRead);
    lag(0);
    await say('twice', [made]);
    expect(repo.comments(issue).map(({ body }) => body)).toEqual([`twice ${marker}`]);
  });

  it('lead to no second check run where one must be there', async () => {
    const headSha = await repo.sha('main');
    const answer: Action = {
      kind: 'complete-check-run',
      headSha,
      externalId: 'pull:1',
      conclusion: 'success',
      output: { title: 'Good', summary: 'All is well', annotations: [] },
    };
    await perform({ ...(await performer(5000)), lookFirst: 'no' }, [answer]);
    lag(60_000);
    const again = async () => perform({ ...(await performer(5000)), answered: 'before' }, [answer]);
    await expect(again()).rejects.toThrow(StaleRead);
    lag(0);
    await again();
    expect(await repo.checkRuns(headSha)).toHaveLength(1);
  });
});
