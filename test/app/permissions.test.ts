import { describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { Permissions } from '../../src/demo/box/store/account.ts';
import { outcomes, sendDelivery, useScenario } from './scenario.ts';
import { testWorkflow } from './workflows.ts';

const scenario = useScenario();
const token = 'POST /app/installations/{installation_id}/access_tokens';
const all: Permissions = {
  actions: 'read',
  checks: 'write',
  contents: 'read',
  issues: 'write',
  metadata: 'read',
  pull_requests: 'write',
};

async function repository(owner: string, files: Record<string, string> = {}): Promise<BoxRepository> {
  return scenario().box.createRepository({
    owner,
    name: 'tool',
    roles: { mona: 'admin' },
    files: { '.github/workflows/test.yml': testWorkflow, ...files },
  });
}

async function open(repo: BoxRepository): Promise<string> {
  const head = await repo.push('topic', { 'a.txt': 'a' });
  await repo.openPullRequest({ head: 'topic', title: 'A change' });
  await scenario().settled();
  return head;
}

/** GitHub sends no events of what may not be read: this one was under way when the permission was taken. */
async function deliverUnderWay(repo: BoxRepository, headSha: string): Promise<void> {
  await sendDelivery(scenario().server, 'pull_request', {
    action: 'reopened',
    number: 1,
    pull_request: { head: { sha: headSha } },
    installation: { id: scenario().box.installation(repo.repository.owner.login).id },
    repository: {
      id: repo.repository.id,
      name: repo.repository.name,
      default_branch: 'main',
      owner: { login: repo.repository.owner.login },
    },
  });
  await scenario().settled();
}

const without = (...names: string[]): Permissions =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));

describe('a missing permission', () => {
  it.each([
    ['pull requests: read', 'pull_requests'],
    ['contents: read', 'contents'],
  ])('(%s) is named in the check, with what to do', async (named, permission) => {
    const owner = `without-${permission}`;
    const repo = await repository(owner);
    scenario().box.setPermissions(owner, without(permission));
    const head = await open(repo);
    await deliverUnderWay(repo, head);
    const run = (await repo.checkRuns('topic')).at(-1);
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(run?.output.summary).toContain(`permission "${named}"`);
    expect(run?.output.summary).toContain('Accept the permissions');
    expect(run?.output.summary).toContain('Re-run');
  });

  it('to write checks is said in the log, and nothing is tried for ever', async () => {
    const repo = await repository('without-checks');
    scenario().box.setPermissions('without-checks', { ...all, checks: 'read' });
    await open(repo);
    expect(await repo.checkRuns('topic')).toEqual([]);
    const said = scenario().log.map((line) =>
      JSON.stringify(line.err instanceof Error ? line.err.message : ''),
    );
    expect(said.some((text) => text.includes('Resource not accessible'))).toBe(true);
  });

  it('that is optional, to read the issue of a sprint, leaves the check as it is', async () => {
    const tracking = 'version: 1\ntracking:\n  - issue: 106\n';
    const repo = await repository('without-issues', { '.github/ci-warden.yml': tracking });
    scenario().box.setPermissions('without-issues', without('issues'));
    await open(repo);
    expect(outcomes(await repo.checkRuns('topic'))).toMatchObject([
      { conclusion: 'success', externalId: 'pull:1' },
    ]);
    // Not taken for an issue that isn't there: who can grant it is told.
    const [run] = await repo.checkRuns('topic');
    expect(run?.output.summary).toContain("The sprint of #106 can't be followed");
    expect(run?.output.summary).toContain('the permission "issues: read"');
  });

  it('to read the issue of a sprint is told to who asks how it stands', async () => {
    const tracking = 'version: 1\ntracking:\n  - issue: 106\n';
    const repo = await repository('without-progress', { '.github/ci-warden.yml': tracking });
    scenario().box.setPermissions('without-progress', without('issues'));
    await open(repo);
    repo.comment(1, 'mona', '/ci-audit progress');
    await scenario().settled();
    const reply = repo.comments(1).find(({ body }) => body.includes('reply:progress'));
    expect(reply?.body).toContain('the permission "issues: read"');
    expect(reply?.body).not.toContain('there is no issue');
  });

  it('is not said to be missing where the issue of a sprint only is not there', async () => {
    const tracking = 'version: 1\ntracking:\n  - issue: 999\n';
    const repo = await repository('without-issue', { '.github/ci-warden.yml': tracking });
    await open(repo);
    const [run] = await repo.checkRuns('topic');
    expect(run?.output.summary).not.toContain('permission');
    repo.comment(1, 'mona', '/ci-audit progress');
    await scenario().settled();
    const reply = repo.comments(1).find(({ body }) => body.includes('reply:progress'));
    expect(reply?.body).toContain('there is no issue');
    expect(reply?.body).not.toContain('permission');
  });
});

describe('an installation', () => {
  it('that is suspended is left alone, and its return is seen', async () => {
    const { box, settled, log } = scenario();
    const repo = await repository('asleep');
    // Suspended after the event was sent: GitHub sends none while it lasts.
    box.fail({
      endpoint: token,
      times: 1,
      does: { status: 403, message: 'This installation has been suspended' },
    });
    await open(repo);
    expect(await repo.checkRuns('topic')).toEqual([]);
    expect(log.findLast(({ kind }) => kind === 'answer-head')).toMatchObject({
      outcome: 'installation-gone',
    });
    await repo.push('topic', { 'a.txt': 'b' });
    await settled();
    expect(outcomes(await repo.checkRuns('topic'))).toMatchObject([{ externalId: 'pull:1' }]);
  });

  it('that is suspended while its token is still good is left alone', async () => {
    const { box, log } = scenario();
    const repo = await repository('dozing');
    const head = await open(repo);
    box.suspend('dozing');
    await deliverUnderWay(repo, head);
    expect(log.findLast(({ kind }) => kind === 'answer-head')).toMatchObject({
      outcome: 'installation-gone',
    });
    expect(await repo.checkRuns('topic')).toHaveLength(1);
  });

  it('that is removed is left alone, also where its token was withdrawn', async () => {
    const { box, log, settled } = scenario();
    const repo = await repository('leaving');
    await open(repo);
    box.fail({ endpoint: 'POST /graphql', times: 1, does: { delay: 500 } });
    await repo.push('topic', { 'a.txt': 'b' });
    await box.settled();
    box.uninstall('leaving');
    await settled();
    expect(log.findLast(({ kind }) => kind === 'answer-head')).toMatchObject({
      outcome: 'installation-gone',
    });
  });
});
