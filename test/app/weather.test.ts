import { describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import { outcomes, sendDelivery, until, useScenario } from './scenario.ts';
import { leakyWorkflow, testWorkflow } from './workflows.ts';

const scenario = useScenario();
let repositories = 0;

const create = 'POST /repos/{owner}/{repo}/check-runs';
const limited = (headers: Record<string, string>) => ({
  status: 403,
  message: 'You have exceeded a secondary rate limit',
  headers,
});

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
    ['a read is answered with 502', { endpoint: 'POST /graphql', times: 2, does: { status: 502 } }],
    ['a read is cut off', { endpoint: 'POST /graphql', times: 1, does: 'reset' }],
    ['the write is answered with 500', { endpoint: create, times: 2, does: { status: 500 } }],
    ['the write is cut off before it is taken', { endpoint: create, times: 1, does: 'reset' }],
    ['the write is taken and its answer lost', { endpoint: create, times: 1, does: 'lose-answer' }],
    ['a limit is hit', { endpoint: 'POST /graphql', times: 1, does: limited({ 'retry-after': '1' }) }],
    [
      'the primary limit is used up',
      {
        endpoint: 'POST /graphql',
        times: 1,
        does: limited({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }),
      },
    ],
  ] as const)('%s: there is exactly one check run in the end', async (_, fault) => {
    const repo = await repository();
    scenario().box.fail(fault);
    await open(repo);
    expect(outcomes(await repo.checkRuns('topic'))).toMatchObject(failed);
  });

  it('respects how long a limit lasts, for that installation alone', async () => {
    const { box, settled, newRequests } = scenario();
    const repo = await repository('limited');
    const other = await repository('unlimited');
    newRequests();
    box.fail({ endpoint: 'POST /graphql', times: 1, does: limited({ 'retry-after': '20' }) });
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

  it('a suspended installation is left alone, and its return is seen', async () => {
    const { box, settled, log } = scenario();
    const repo = await repository('asleep');
    // Suspended after the event was sent: GitHub sends none while it lasts.
    box.fail({
      endpoint: 'POST /app/installations/{installation_id}/access_tokens',
      times: 1,
      does: { status: 403, message: 'This installation has been suspended' },
    });
    await repo.push('topic', { 'a.txt': 'a' });
    const { issue } = await repo.openPullRequest({ head: 'topic', title: 'Asleep' });
    await settled();
    expect(await repo.checkRuns('topic')).toEqual([]);
    expect(log.findLast(({ kind }) => kind === 'answer-head')).toMatchObject({
      outcome: 'installation-gone',
    });
    await repo.push('topic', { 'a.txt': 'b' });
    await settled();
    expect(outcomes(await repo.checkRuns('topic'))).toMatchObject([{ externalId: `pull:${issue.number}` }]);
  });

  it('a missing permission to read is said in the check', async () => {
    const { box, settled, server } = scenario();
    const repo = await repository('stingy');
    // GitHub sends no events of what may not be read; this one was under way when the permission was taken.
    box.setPermissions('stingy', { checks: 'write', contents: 'read', metadata: 'read' });
    const headSha = await repo.push('topic', { 'a.txt': 'a' });
    await repo.openPullRequest({ head: 'topic', title: 'Stingy' });
    await settled();
    await sendDelivery(server, 'pull_request', {
      action: 'reopened',
      number: 1,
      pull_request: { head: { sha: headSha } },
      installation: { id: box.installation('stingy').id },
      repository: {
        id: repo.repository.id,
        name: repo.repository.name,
        default_branch: 'main',
        owner: { login: 'stingy' },
      },
    });
    await settled();
    const run = (await repo.checkRuns('topic')).at(-1);
    expect(run?.conclusion).toBe('failure');
    expect(run?.output.summary).toContain('permission');
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
    expect(outcomes(await repo.checkRuns('small'))).toMatchObject([{ conclusion: 'success' }]);
  });
});
