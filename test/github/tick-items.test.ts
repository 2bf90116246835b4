import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ItemToTick, tickBody } from '../../src/core/progress/tick-body.ts';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import type { GitHubClient } from '../../src/github/client.ts';
import type { GitHub } from '../../src/github/open-github.ts';
import { tickItems } from '../../src/github/tick-items.ts';
import { meanwhile } from './meanwhile.ts';
import { openTestGitHub } from './open-test-github.ts';

let box: GitHubBox;
let github: GitHub;
let client: GitHubClient;
let repo: BoxRepository;
const where = { owner: 'octo', name: 'sprint' };
const write = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
const read = 'GET /repos/{owner}/{repo}/issues/{issue_number}';

beforeAll(async () => {
  box = await startGitHubBox();
  github = await openTestGitHub(box);
  repo = await box.createRepository({
    owner: 'octo',
    name: 'sprint',
    roles: { mira: 'admin', joost: 'write' },
  });
  client = await github.installation(box.installation('octo').id);
});
afterAll(() => box.close());

const body = '# Plan\r\n\r\n- [ ] Delete `old.md`\r\n- [ ] Think\r\n- [x] Write\r\n';
const item: ItemToTick = { section: 'Plan', text: 'Delete `old.md`', line: 3 };
const ticked = body.replace('[ ] Delete', '[x] Delete');

function issueWith(text: string): number {
  return repo.openIssue({ title: 'Sprint', author: 'mira', body: text });
}

function bodyOf(issue: number): string | undefined {
  return repo.repository.issues.get(issue)?.body;
}

async function tick(issue: number, through = client) {
  const before = box.requests.length;
  const ticker = {
    client: through,
    repository: where,
    tickBody: async (text: string, items: readonly ItemToTick[]) => tickBody(text, items),
  };
  const outcome = await tickItems(ticker, { kind: 'tick-items', issue, items: [item] });
  const writes = box.requests.slice(before).filter(({ endpoint }) => endpoint === write);
  return { outcome, writes: writes.length };
}

describe('ticking', () => {
  it('is one edit that changes one character', async () => {
    const issue = issueWith(body);
    expect(await tick(issue)).toEqual({ outcome: 'ticked', writes: 1 });
    expect(bodyOf(issue)).toBe(ticked);
  });

  it('writes nothing where the item is ticked by now, struck out, worded anew, or gone', async () => {
    for (const text of [
      ticked,
      body.replace('Delete `old.md`', '~~Delete `old.md`~~'),
      body.replace('old', 'new'),
      'Gone',
    ]) {
      const issue = issueWith(text);
      expect(await tick(issue)).toEqual({ outcome: 'nothing-to-tick', writes: 0 });
      expect(bodyOf(issue)).toBe(text);
    }
  });
});

describe('an edit of a person between the reading and the writing', () => {
  it.each([
    ['more words', `${body}\r\nMore words.\r\n`, `${ticked}\r\nMore words.\r\n`],
    ['another tick', body.replace('[ ] Think', '[x] Think'), ticked.replace('[ ] Think', '[x] Think')],
    ['a tick taken back', body.replace('[x] Write', '[ ] Write'), ticked.replace('[x] Write', '[ ] Write')],
    ['the item worded anew', body.replace('old', 'new'), body.replace('old', 'new')],
    ['the same tick', ticked, ticked],
    ['all replaced', 'Another plan', 'Another plan'],
  ])('is not lost: %s', async (_, edited, expected) => {
    const issue = issueWith(body);
    const edit = meanwhile(client, read, () => repo.editIssue(issue, { body: edited }, 'joost'));
    expect((await tick(issue, edit)).outcome).toBe('ticked');
    expect(bodyOf(issue)).toBe(expected);
  });

  it('is not lost where it leaves no line as it was, and costs little', async () => {
    const lines = (step: number, count: number) =>
      Array.from({ length: 12_000 }, (_, index) => `${(index * step) % count}\n`).join('');
    const long = `${body}${lines(1, 7)}`;
    const another = `${body}${lines(31, 11)}`;
    const issue = issueWith(long);
    const edit = meanwhile(client, read, () => repo.editIssue(issue, { body: another }, 'joost'));
    const begun = process.cpuUsage();
    expect((await tick(issue, edit)).outcome).toBe('ticked');
    const { user } = process.cpuUsage(begun);
    expect(bodyOf(issue)).toBe(`${ticked}${lines(31, 11)}`);
    expect(user / 1e6).toBeLessThan(5);
  });

  it('is not lost where there are two of them', async () => {
    const issue = issueWith(body);
    const edit = meanwhile(client, read, () => {
      repo.editIssue(issue, { body: `${body}\r\nFirst.\r\n` }, 'joost');
      repo.editIssue(issue, { body: `${body}\r\nFirst.\r\n\r\nSecond.\r\n` }, 'mira');
    });
    await tick(issue, edit);
    expect(bodyOf(issue)).toBe(`${ticked}\r\nFirst.\r\n\r\nSecond.\r\n`);
  });

  it('is not lost where another comes while it is brought back', async () => {
    const issue = issueWith(body);
    const first = meanwhile(client, read, () =>
      repo.editIssue(issue, { body: `${body}\r\nFirst.\r\n` }, 'joost'),
    );
    let edits = 0;
    const second = meanwhile(first, 'query', () => {
      edits += 1;
      // Right after our write is seen as the newest edit, and before the next one.
      if (edits === 1) repo.editIssue(issue, { body: `${ticked}\r\nSecond.\r\n` }, 'mira');
    });
    await tick(issue, second);
    expect(bodyOf(issue)).toContain('Second.');
    expect(bodyOf(issue)).toContain('First.');
  });

  it('after the writing stays as it is', async () => {
    const issue = issueWith(body);
    const edit = meanwhile(client, write, () => repo.editIssue(issue, { body: 'After' }, 'joost'));
    await tick(issue, edit);
    expect(bodyOf(issue)).toBe('After');
  });
});
