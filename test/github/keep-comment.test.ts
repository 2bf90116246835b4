import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import type { GitHubClient } from '../../src/github/client.ts';
import { type CommentPlace, findTwins, keepComment, removeComments } from '../../src/github/keep-comment.ts';
import type { GitHub } from '../../src/github/open-github.ts';
import { Recent } from '../../src/github/recent.ts';
import { meanwhile } from './meanwhile.ts';
import { openTestGitHub } from './open-test-github.ts';

let box: GitHubBox;
let github: GitHub;
let client: GitHubClient;
let login: string;
let repo: BoxRepository;
let issue: number;
const marker = '<!-- ci-warden:progress -->';
const list = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';

beforeAll(async () => {
  box = await startGitHubBox();
  github = await openTestGitHub(box);
  repo = await box.createRepository({ owner: 'octo', name: 'talk', roles: { mira: 'admin' } });
  client = await github.installation(box.installation('octo').id);
  login = await github.login();
});
beforeEach(() => {
  issue = repo.openIssue({ title: 'Sprint', author: 'mira' });
});
afterAll(() => box.close());

function place(more: Partial<CommentPlace> = {}): CommentPlace {
  return { client, repository: { owner: 'octo', name: 'talk' }, login, ...more };
}

function keep(text: string, through = client, known?: Recent<string, number>) {
  const body = `${text}\n\n${marker}`;
  return keepComment(place({ client: through, ...(known && { known }) }), {
    kind: 'keep-comment',
    issue,
    marker,
    body,
    unchanged: 'but-for-the-moment',
  });
}

const own = () => repo.comments(issue).filter(({ app }) => app !== undefined);

async function writes(task: () => Promise<unknown>): Promise<(string | undefined)[]> {
  const before = box.requests.length;
  await task();
  return box.requests
    .slice(before)
    .filter(({ method }) => method !== 'GET')
    .map(({ method }) => method);
}

describe('the one comment', () => {
  it('is created, edited, and not written where nothing is new but the moment', async () => {
    const facts = (minute: number) => `## Same\n<sub>Facts of 2026-11-24 10:0${minute} UTC</sub>`;
    expect((await keep(facts(1))).outcome).toBe('created');
    expect(await writes(() => keep(facts(2)))).toEqual([]);
    expect((await keep('## Other')).outcome).toBe('edited');
    expect(own().map(({ body }) => body)).toEqual([`## Other\n\n${marker}`]);
  });

  it("is never somebody else's that has its marker", async () => {
    const forged = repo.comment(issue, 'mira', `Mine\n\n${marker}`);
    expect((await keep('Ours')).outcome).toBe('created');
    expect(forged.body).toBe(`Mine\n\n${marker}`);
    expect(own()).toHaveLength(1);
  });

  it('is found among more than a hundred', async () => {
    for (let count = 0; count < 130; count += 1) repo.comment(issue, 'mira', `Word ${count}`);
    await keep('First');
    for (let count = 0; count < 30; count += 1) repo.comment(issue, 'mira', `Word ${count}`);
    expect((await keep('Second')).outcome).toBe('edited');
    expect(own()).toHaveLength(1);
  });

  it('comes back where somebody has deleted it, also where one knew where it was', async () => {
    const known = new Recent<string, number>(10);
    await keep('First', client, known);
    for (const { id } of own()) repo.repository.comments.delete(id);
    expect((await keep('Second', client, known)).outcome).toBe('created');
    expect(own()).toHaveLength(1);
  });

  it('is one where many create it at once, and each looks again', async () => {
    const many = 6;
    let waiting = 0;
    let letGo = () => {};
    const all = new Promise<void>((done) => {
      letGo = done;
    });
    // Each has looked before any has written.
    const barrier = async () => {
      waiting += 1;
      if (waiting === many) letGo();
      await all;
    };
    const kept = await Promise.all(
      Array.from({ length: many }, (_, index) => keep(`Words ${index}`, meanwhile(client, list, barrier))),
    );
    expect(kept.map(({ outcome }) => outcome)).toEqual(Array.from({ length: many }, () => 'created'));
    const oldest = Math.min(...kept.map(({ id }) => id));
    await Promise.all(
      kept.map(async (made) => {
        const [first, ...younger] = await findTwins(place(), made);
        expect(first).toBe(oldest);
        await removeComments(place(), younger);
      }),
    );
    expect(own().map(({ id }) => id)).toEqual([oldest]);
    expect((await keep('The last word')).outcome).toBe('edited');
    expect(own().map(({ body }) => body)).toEqual([`The last word\n\n${marker}`]);
  });
});
