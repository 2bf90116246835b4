import { describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { IssueComment } from '../../src/demo/box/store/issue.ts';
import { until, useScenario } from './scenario.ts';
import { testWorkflow } from './workflows.ts';

/** Longer than any of these tests may take. */
const lagMilliseconds = 60_000;
const list = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
const create = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';

const replies = (repo: BoxRepository, issue: number) =>
  repo.comments(issue).filter(({ app }) => app !== undefined);
const isSeen = ({ reactions }: IssueComment) => reactions.length > 0;

describe('who writes a command', () => {
  const scenario = useScenario({ config: { lagMilliseconds } });
  let repositories = 0;

  function repository(): Promise<BoxRepository> {
    repositories += 1;
    return scenario().box.createRepository({
      owner: 'octo',
      name: `prompt-${repositories}`,
      roles: { mona: 'admin' },
      files: { '.github/workflows/test.yml': testWorkflow },
    });
  }

  it('waits for no comment of others that is to be looked at again', async () => {
    const repo = await repository();
    const issues = Array.from({ length: 5 }, (_, index) => repo.openIssue({ title: `Issue ${index}` }));
    const begun = performance.now();
    const comments = issues.map((issue) => repo.comment(issue, 'mona', '/ci-audit help'));
    await until(() => comments.every(isSeen) && issues.every((issue) => replies(repo, issue).length === 1));
    expect(performance.now() - begun).toBeLessThan(lagMilliseconds / 4);
  });

  it('again, right after the first reply, waits for it neither, and gets no second one', async () => {
    const repo = await repository();
    const issue = repo.openIssue({ title: 'Talk' });
    repo.comment(issue, 'mona', '/ci-audit');
    await until(() => replies(repo, issue).length === 1);
    await repo.push('main', { '.github/workflows/other.yml': testWorkflow });
    // No list shows the reply yet, and it may be another replica that answers.
    const { box } = scenario();
    box.setWeather(({ endpoint }) => (endpoint === list ? { lag: lagMilliseconds } : undefined));
    const before = replies(repo, issue)[0]?.body;
    const begun = performance.now();
    const second = repo.comment(issue, 'mona', '/ci-audit');
    await until(() => isSeen(second) && replies(repo, issue).some(({ body }) => body !== before));
    box.setWeather(() => undefined);
    expect(performance.now() - begun).toBeLessThan(lagMilliseconds / 4);
    expect(replies(repo, issue)).toHaveLength(1);
  });

  it('sees that it was seen while an earlier one is still worked on', async () => {
    const repo = await repository();
    const issue = repo.openIssue({ title: 'Talk' });
    const { box } = scenario();
    box.setWeather(({ endpoint }) => (endpoint === 'POST /graphql' ? { delay: 5000 } : undefined));
    const slow = repo.comment(issue, 'mona', '/ci-audit');
    await until(() => isSeen(slow));
    const second = repo.comment(issue, 'mona', '/ci-audit help');
    await until(() => isSeen(second));
    expect(replies(repo, issue)).toEqual([]);
    box.setWeather(() => undefined);
    await until(() => replies(repo, issue).length === 2);
  });
});

describe('who may command', () => {
  const scenario = useScenario();

  it('is heard beside a crowd of those who may not, of whom few are told so', async () => {
    const { box, settled, log } = scenario();
    const repo = await box.createRepository({
      owner: 'octo',
      name: 'crowded',
      visibility: 'public',
      roles: { mona: 'admin' },
      files: { 'README.md': 'Hello' },
    });
    const issue = repo.openIssue({ title: 'Talk' });
    const crowd = Array.from({ length: 40 }, () => repo.comment(issue, 'stranger', '/ci-audit'));
    const heard = repo.comment(issue, 'mona', '/ci-audit help');
    await settled();
    expect(isSeen(heard)).toBe(true);
    expect(replies(repo, issue)).toHaveLength(1);
    expect(crowd.filter(isSeen)).toHaveLength(20);
    expect(log.filter(({ outcome }) => outcome === 'not-permitted')).toHaveLength(40);
  });
});

describe('a reply of which another process has written a twin', () => {
  const scenario = useScenario();

  it('is taken away when lists show both, and the older one says what is to be said now', async () => {
    const { box, settled, log } = scenario();
    const repo = await box.createRepository({
      owner: 'octo',
      name: 'twins',
      roles: { mona: 'admin' },
      files: { '.github/workflows/test.yml': testWorkflow },
    });
    const issue = repo.openIssue({ title: 'Talk' });
    repo.comment(issue, 'mona', '/ci-audit');
    await settled();
    const [first] = replies(repo, issue);
    await repo.push('main', { '.github/workflows/other.yml': testWorkflow });
    await settled();
    const head = await repo.sha('main');
    expect(first?.body).not.toContain(head);
    // The first is not seen until there is a second.
    box.setWeather(({ endpoint }) => (endpoint === list ? { lag: 60_000 } : undefined));
    box.fail({
      endpoint: create,
      times: 1,
      does: { carriedOut: async () => box.setWeather(() => undefined) },
    });
    const second = repo.comment(issue, 'mona', '/ci-audit');
    await settled();
    expect(replies(repo, issue).map(({ id }) => id)).toEqual([first?.id]);
    expect(replies(repo, issue)[0]?.body).toContain(head);
    expect(second.reactions).toHaveLength(1);
    const lines = log.filter(({ kind }) => kind === 'look-again');
    expect(lines.map(({ outcome }) => outcome)).toEqual(['unchanged', 'updated']);
    // All that follows from a delivery is logged with its id.
    const delivery = log.findLast(({ kind }) => kind === 'answer-comment')?.delivery;
    expect(box.deliveries.map(({ guid }) => guid)).toContain(delivery);
    const told = log.filter((line) => line.delivery === delivery && line.msg === 'a job is done');
    expect(told.map(({ kind }) => kind)).toEqual(['answer-comment', 'reply', 'look-again', 'reply']);
  });
});
