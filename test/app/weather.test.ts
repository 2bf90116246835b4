import { describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import {
  errorPage,
  graphqlLimit,
  graphqlTimeout,
  primaryLimit,
  secondaryLimit,
  serverError,
} from '../../src/demo/box/http/refusals.ts';
import { outcomes, until, useScenario } from './scenario.ts';
import { leakyWorkflow, testWorkflow } from './workflows.ts';

const scenario = useScenario();
let repositories = 0;

const token = 'POST /app/installations/{installation_id}/access_tokens';
const create = 'POST /repos/{owner}/{repo}/check-runs';
const read = 'POST /graphql';
const inASecond = () => new Date(Date.now() + 1000);

async function repository(owner = 'octo'): Promise<BoxRepository> {
  repositories += 1;
  return scenario().box.createRepository({
    owner,
    name: `weather-${repositories}`,
    roles: { mona: 'admin' },
    files: { '.github/workflows/test.yml': testWorkflow },
  });
}

async function open(repo: BoxRepository): Promise<number> {
  await repo.push('topic', { '.github/workflows/leak.yml': leakyWorkflow });
  const { issue } = await repo.openPullRequest({ head: 'topic', title: 'A change' });
  await scenario().settled();
  return issue.number;
}

const failed = [{ status: 'completed', conclusion: 'failure', externalId: 'pull:1' }];

describe("GitHub's weather", () => {
  it.each([
    ['a read is answered with 502', { endpoint: read, times: 2, does: serverError(502) }],
    ['a read is answered with a page', { endpoint: read, times: 1, does: errorPage(503) }],
    ['a read is never answered', { endpoint: read, times: 1, does: 'hang' }],
    ['a read is reset', { endpoint: read, times: 1, does: 'reset' }],
    ['a read is cut off in the middle of its answer', { endpoint: read, times: 1, does: 'cut-answer' }],
    ['a read takes GitHub too long', { endpoint: read, times: 1, does: graphqlTimeout() }],
    ['a token is answered with 502', { endpoint: token, times: 1, does: serverError(502) }],
    ['the write is answered with 500', { endpoint: create, times: 2, does: serverError(500) }],
    ['the write is reset before it is taken', { endpoint: create, times: 1, does: 'reset' }],
    ['the write is taken and its answer lost', { endpoint: create, times: 1, does: 'lose-answer' }],
    ['the write is taken and its answer cut off', { endpoint: create, times: 1, does: 'cut-answer' }],
    ['a secondary limit is hit', { endpoint: read, times: 1, does: secondaryLimit(1) }],
    ['a secondary limit is hit by the write', { endpoint: create, times: 1, does: secondaryLimit(1) }],
    ['the primary limit is used up', { endpoint: create, times: 1, does: primaryLimit(new Date(1000)) }],
    [
      'the primary limit of GraphQL is used up',
      { endpoint: read, times: 1, does: graphqlLimit(inASecond()) },
    ],
  ] as const)('%s: there is exactly one check run in the end', async (_, fault) => {
    // A new installation has no token yet.
    const repo = await repository(`owner-${repositories}`);
    scenario().box.fail(fault);
    await open(repo);
    expect(outcomes(await repo.checkRuns('topic'))).toMatchObject(failed);
  });

  it('respects how long a limit lasts, for that installation alone', async () => {
    const { box, settled, newRequests } = scenario();
    const repo = await repository('limited');
    const other = await repository('unlimited');
    newRequests();
    box.fail({ endpoint: 'POST /graphql', times: 1, does: secondaryLimit(20) });
    await repo.push('topic', { 'a.txt': 'a' });
    await repo.openPullRequest({ head: 'topic', title: 'Limited' });
    await until(() => newRequests().some(({ status }) => status === 403));
    await repo.push('second', { 'b.txt': 'b' });
    await repo.openPullRequest({ head: 'second', title: 'Limited too' });
    await other.push('topic', { 'a.txt': 'a' });
    await other.openPullRequest({ head: 'topic', title: 'Not limited' });
    await until(async () => (await other.checkRuns('topic')).length > 0);
    expect(newRequests().filter(({ path }) => path.includes('/limited/'))).toEqual([]);
    await settled();
    expect(outcomes(await repo.checkRuns('topic'))).toHaveLength(1);
    expect(outcomes(await repo.checkRuns('second'))).toHaveLength(1);
  });

  it('that lasts ends the check as a failure that says so, once it has passed', async () => {
    const repo = await repository();
    // The first attempt, three more, and then the attempts to tell of it.
    scenario().box.fail({
      endpoint: 'POST /graphql',
      times: 4,
      does: { status: 503, message: 'We are down' },
    });
    await repo.push('topic', { '.github/workflows/leak.yml': leakyWorkflow });
    await repo.openPullRequest({ head: 'topic', title: 'A change' });
    await until(async () => (await repo.checkRuns('topic')).length > 0);
    await scenario().settled();
    const [run, ...others] = await repo.checkRuns('topic');
    expect(others).toEqual([]);
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(run?.output.title).toBe('The audit could not be done');
    expect(run?.output.summary).toContain('We are down');
  });
});

describe('a merge that GitHub has not yet computed', () => {
  const slow = useScenario({ box: { mergeDelay: 1 } });

  it('is waited for', async () => {
    const repo = await slow().box.createRepository({
      owner: 'octo',
      name: 'slow',
      roles: { mona: 'admin' },
      files: { 'README.md': 'Hello' },
    });
    await repo.push('topic', { '.github/workflows/leak.yml': leakyWorkflow });
    await repo.openPullRequest({ head: 'topic', title: 'A change' });
    await slow().settled();
    const reads = slow()
      .newRequests()
      .map(({ endpoint }) => endpoint);
    expect(reads).toEqual(['POST /graphql', 'POST /graphql', create]);
    expect(outcomes(await repo.checkRuns('topic'))).toMatchObject(failed);
  });
});

describe('an audit that takes too much', () => {
  const strict = useScenario({
    config: { audits: { threads: 1, seconds: 8, megabytes: 64 } },
    auditWorker: new URL('./hungry-worker.ts', import.meta.url),
  });

  it.each([
    ['time', /longer than 8 s/],
    ['memory', /more than 64 MB/],
  ])('of %s is ended, not the process, and the check says so', async (what, why) => {
    const repo = await strict().box.createRepository({
      owner: 'octo',
      name: `hungry-for-${what}`,
      roles: { mona: 'admin' },
      files: { 'README.md': 'Hello' },
    });
    await repo.push('topic', { '.github/workflows/w.yml': `takes: ${what}` });
    await repo.push('small', { '.github/workflows/w.yml': 'takes: little' });
    await repo.openPullRequest({ head: 'topic', title: 'Hungry' });
    await repo.openPullRequest({ head: 'small', title: 'Small' });
    await strict().settled();
    const [run] = await repo.checkRuns('topic');
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(run?.output.title).toBe('The audit could not be done');
    expect(run?.output.summary).toMatch(why);
    const { server, log } = strict();
    const figures = await (await fetch(`${server.url}/metrics`)).text();
    expect(figures).toMatch(
      new RegExp(`ci_warden_audits_stopped_total{kind="decide",bound="${what}"} [1-9]`),
    );
    expect(log).toContainEqual(expect.objectContaining({ head: run?.headSha, outcome: 'audit-ended' }));
    expect(outcomes(await repo.checkRuns('small'))).toMatchObject([{ conclusion: 'success' }]);
  });

  it('keeps no other installation waiting', async () => {
    const { box } = strict();
    const repositoryOf = (owner: string) =>
      box.createRepository({ owner, name: 'one', roles: { mona: 'admin' }, files: { 'README.md': 'Hello' } });
    const [greedy, modest] = [await repositoryOf('greedy'), await repositoryOf('modest')];
    for (const branch of ['one', 'two']) {
      await greedy.push(branch, { '.github/workflows/w.yml': 'takes: time', [branch]: branch });
      await greedy.openPullRequest({ head: branch, title: 'Hungry' });
    }
    await box.settled();
    await modest.push('topic', { '.github/workflows/w.yml': 'takes: little' });
    await modest.openPullRequest({ head: 'topic', title: 'Small' });
    await until(async () => (await modest.checkRuns('topic')).length > 0);
    expect(await greedy.checkRuns('one')).toEqual([]);
    expect(await greedy.checkRuns('two')).toEqual([]);
    await strict().settled();
    expect(outcomes(await greedy.checkRuns('two'))).toMatchObject([{ conclusion: 'failure' }]);
  });

  it('keeps nobody waiting for a sign that a command was seen', async () => {
    const { box } = strict();
    const files = { 'README.md': 'Hello' };
    const repo = await box.createRepository({ owner: 'busy', name: 'one', roles: { mona: 'admin' }, files });
    for (const branch of ['one', 'two']) {
      await repo.push(branch, { '.github/workflows/w.yml': 'takes: time', [branch]: branch });
      await repo.openPullRequest({ head: branch, title: 'Hungry' });
    }
    await box.settled();
    const comment = repo.comment(1, 'mona', '/ci-audit help');
    await until(() => comment.reactions.length > 0);
    expect(await repo.checkRuns('one')).toEqual([]);
    await strict().settled();
  });
});

describe('installations whose audits take too much', () => {
  const strict = useScenario({
    config: { audits: { threads: 1, seconds: 5, megabytes: 64 } },
    auditWorker: new URL('./hungry-worker.ts', import.meta.url),
  });

  it('keep no other waiting together, however many they are, once they are known', {
    timeout: 120_000,
  }, async () => {
    const { box } = strict();
    const owners = ['greedy-1', 'greedy-2', 'greedy-3', 'modest'];
    const repositories = await Promise.all(
      owners.map((owner) =>
        box.createRepository({
          owner,
          name: 'one',
          roles: { mona: 'admin' },
          files: { 'README.md': 'Hello' },
        }),
      ),
    );
    const modest = repositories.at(-1);
    const greedy = repositories.slice(0, -1);
    const open = async (repo: BoxRepository, branch: string, takes: string) => {
      await repo.push(branch, { '.github/workflows/w.yml': takes, [branch]: branch }, { from: 'main' });
      await repo.openPullRequest({ head: branch, title: takes });
    };
    for (const repo of greedy) await open(repo, 'first', 'takes: time');
    for (const repo of greedy) await until(async () => (await repo.checkRuns('first')).length > 0);

    for (const branch of ['second', 'third']) {
      for (const repo of greedy) await open(repo, branch, 'takes: time');
    }
    await box.settled();
    if (modest === undefined) throw new Error('the modest one is the last');
    await open(modest, 'topic', 'takes: little');
    await until(async () => (await modest.checkRuns('topic')).length > 0);
    const answered = await Promise.all(
      ['second', 'third'].flatMap((branch) => greedy.map((repo) => repo.checkRuns(branch))),
    );
    // One of them at most, that began before.
    expect(answered.flat().length).toBeLessThan(2);
  });
});
