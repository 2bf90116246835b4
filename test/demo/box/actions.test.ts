import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../../src/demo/box/start-github-box.ts';
import { asInstallation, refusalOf } from './clients.ts';

const where = { owner: 'acme', repo: 'tool' };
const path = '.github/workflows/ci.yml';
const job = { name: 'build', labels: ['self-hosted', 'one'], runner: 'one' };
let box: GitHubBox;
let tool: BoxRepository;
let github: ReturnType<typeof asInstallation>;

beforeAll(async () => {
  box = await startGitHubBox();
  tool = await box.createRepository({
    owner: 'acme',
    name: 'tool',
    files: { [path]: 'on: push\njobs: {}\n' },
  });
  const day = (date: number) => new Date(Date.UTC(2025, 9, date, 12));
  await tool.recordRun({ path, createdAt: day(1), jobs: [job] });
  await tool.recordRun({ path, createdAt: day(9), jobs: [{ ...job, conclusion: 'failure' }] });
  await tool.recordRun({ path, createdAt: day(10), branch: 'topic', event: 'pull_request', jobs: [job] });
  await tool.recordRun({ path: '.github/workflows/broken.yml', createdAt: day(11), jobs: [] });
  await tool.recordRun({
    path,
    createdAt: day(12),
    jobs: [
      { ...job, status: 'in_progress' },
      { ...job, name: 'wait', runner: null, status: 'queued' },
    ],
  });
  github = asInstallation(box, 'acme');
});
afterAll(() => box.close());

async function daysOf(query: object): Promise<string[]> {
  const { data } = await github.request('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
    ...where,
    workflow_id: 'ci.yml',
    ...query,
  });
  expect(data.total_count).toBe(data.workflow_runs.length);
  return data.workflow_runs.map(({ created_at }) => created_at.slice(8, 10));
}

describe('runs over REST', () => {
  it.each([
    [{}, ['12', '10', '09', '01']],
    [{ status: 'completed' }, ['10', '09', '01']],
    [{ status: 'success' }, ['10', '01']],
    [{ status: 'in_progress' }, ['12']],
    [{ branch: 'main' }, ['12', '09', '01']],
    [{ event: 'pull_request' }, ['10']],
    [{ created: '<2025-10-10' }, ['09', '01']],
    [{ created: '>=2025-10-10' }, ['12', '10']],
    [{ created: '<=2025-10-09' }, ['09', '01']],
    [{ created: '>2025-10-10T12:00:00Z' }, ['12']],
    [{ created: '2025-10-09..2025-10-10' }, ['10', '09']],
    [{ created: '2025-10-01' }, ['01']],
  ])('are found by %j, newest first', async (query, days) => {
    expect(await daysOf(query)).toEqual(days);
  });

  it('stop at a thousand', async () => {
    const many = await box.createRepository({ owner: 'acme', name: 'many', files: { [path]: '' } });
    for (let run = 0; run < 1010; run += 1) await many.recordRun({ path, jobs: [] });
    const { data } = await github.request('GET /repos/{owner}/{repo}/actions/runs', {
      owner: 'acme',
      repo: 'many',
      per_page: 100,
      page: 10,
    });
    expect(data).toMatchObject({ total_count: 1000, workflow_runs: { length: 100 } });
  });

  it('show a file that GitHub could not use as a failure without jobs', async () => {
    const { data } = await github.request('GET /repos/{owner}/{repo}/actions/runs', where);
    const broken = data.workflow_runs.find((run) => run.path.endsWith('broken.yml'));
    expect(broken).toMatchObject({ status: 'completed', conclusion: 'failure' });
    const { data: jobs } = await github.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', {
      ...where,
      run_id: Number(broken?.id),
    });
    expect(jobs).toEqual({ total_count: 0, jobs: [] });
  });

  it('have the jobs of their latest attempt, unless all are asked for', async () => {
    const run = await tool.recordRun({
      path: '.github/workflows/again.yml',
      jobs: [{ ...job, conclusion: 'failure' }],
    });
    await tool.rerun(run, { jobs: [{ ...job, runner: 'two' }] });
    const ask = { ...where, run_id: run.id };
    const { data } = await github.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', ask);
    expect(data.jobs).toMatchObject([{ runner_name: 'two', run_attempt: 2, conclusion: 'success' }]);
    const all = await github.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', {
      ...ask,
      filter: 'all',
    });
    expect(all.data.total_count).toBe(2);
  });

  it('are for those who may read actions', async () => {
    box.setPermissions('acme', { metadata: 'read', contents: 'read' });
    const { permissions } = box.state.app;
    const refusal = await refusalOf(
      asInstallation(box, 'acme').request('GET /repos/{owner}/{repo}/actions/runs', where),
    );
    box.setPermissions('acme', permissions);
    expect(refusal).toMatchObject({ status: 403, message: expect.stringContaining('not accessible') });
  });

  it('are 404 for a workflow that never ran', async () => {
    const asked = github.request('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
      ...where,
      workflow_id: 'none.yml',
    });
    expect(await refusalOf(asked)).toMatchObject({ status: 404 });
  });
});

describe('runners over REST', () => {
  const runner = { labels: ['self-hosted', 'one'], status: 'offline' } as const;

  it('are refused without the permissions for them', async () => {
    expect(await refusalOf(github.request('GET /repos/{owner}/{repo}/actions/runners', where))).toMatchObject(
      {
        status: 403,
      },
    );
    expect(await refusalOf(github.request('GET /orgs/{org}/actions/runners', { org: 'acme' }))).toMatchObject(
      {
        status: 403,
      },
    );
  });

  it("are the repository's own, and the organisation's apart", async () => {
    tool.setRunner('one', runner);
    box.state.organisationRunners.set('acme', [{ id: 7, name: 'two', ...runner, busy: false }]);
    const { permissions } = box.state.app;
    box.setPermissions('acme', {
      ...permissions,
      administration: 'read',
      organization_self_hosted_runners: 'read',
    });
    const admin = asInstallation(box, 'acme');
    const own = await admin.request('GET /repos/{owner}/{repo}/actions/runners', where);
    const theirs = await admin.request('GET /orgs/{org}/actions/runners', { org: 'acme' });
    box.setPermissions('acme', permissions);
    expect(own.data.runners).toMatchObject([{ name: 'one', status: 'offline', busy: false }]);
    expect(theirs.data.runners.map(({ name }) => name)).toEqual(['two']);
  });
});

describe('the webhook of a run', () => {
  it('comes once it is done, as GitHub describes it', async () => {
    box.sendWebhooksTo(`${box.url}/nowhere`, 'secret');
    const other = await box.createRepository({
      owner: 'acme',
      name: 'other',
      files: { [path]: 'on: push\n' },
    });
    await other.recordRun({ path, jobs: [job] });
    await other.runWorkflow({ path, jobs: [job] });
    await box.settled();
    const told = box.deliveries.filter(({ event }) => event === 'workflow_run');
    expect(told).toHaveLength(1);
    expect(told[0]?.request.payload).toMatchObject({
      action: 'completed',
      workflow_run: { path, status: 'completed', conclusion: 'success', head_branch: 'main' },
    });
  });
});

describe('the history of a file over GraphQL', () => {
  it('has the commits that changed it, newest first', async () => {
    const first = await tool.sha('main');
    await tool.push('main', { 'README.md': 'Words\n' });
    const second = await tool.push('main', { [path]: 'on: push\njobs: { a: {} }\n' });
    const answer = await github.graphql<{
      repository: { object: { history: { nodes: { oid: string; committedDate: string }[] } } };
    }>(
      `query ($oid: GitObjectID!, $path: String!) { repository(owner: "acme", name: "tool") { object(oid: $oid) {
        ... on Commit { history(first: 10, path: $path) { nodes { oid committedDate } } } } } }`,
      { oid: await tool.sha('main'), path },
    );
    expect(answer.repository.object.history.nodes.map(({ oid }) => oid)).toEqual([second, first]);
  });
});
