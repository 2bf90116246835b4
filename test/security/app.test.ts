import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { webhookPath } from '../../src/app/http/routes.ts';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import { secret, sendDelivery, useScenario } from '../app/scenario.ts';
import { leakyWorkflow, testWorkflow } from '../app/workflows.ts';

const scenario = useScenario();
const at = (name: string): string => `.github/workflows/${name}`;
const lenient =
  'version: 1\nrules:\n  missing-container-cleanup: off\n  incomplete-container-lifecycle: off\n  unlimited-concurrency: off\n';
let repositories = 0;

function repository(files: Readonly<Record<string, string>> = {}): Promise<BoxRepository> {
  repositories += 1;
  return scenario().box.createRepository({
    owner: 'octo',
    name: `guarded-${repositories}`,
    roles: { mona: 'admin' },
    files: { [at('test.yml')]: testWorkflow, ...files },
  });
}

async function answerTo(repo: BoxRepository, head: string) {
  await scenario().settled();
  const [run, ...others] = await repo.checkRuns(head);
  expect(others).toEqual([]);
  return run;
}

describe('a pull request from a fork', () => {
  it('is judged by the policy of the base, whatever its own says', async () => {
    const repo = await repository();
    const fork = await scenario().box.fork(repo, 'stranger');
    const head = await fork.push('topic', {
      [at('leak.yml')]: leakyWorkflow,
      '.github/ci-warden.yml': lenient,
    });
    await repo.openPullRequest({ from: fork, head: 'topic', author: 'stranger', title: 'Policy' });
    const run = await answerTo(repo, head);
    expect(run?.conclusion).toBe('failure');
    expect(run?.output.summary).toContain('the policy of the base branch is in force');
  });

  it('is judged by the scripts that it would bring, which are only read', async () => {
    const workflow = leakyWorkflow.replace(/run: \|[\s\S]*$/, 'run: bash scripts/e2e.sh\n');
    const repo = await repository({ [at('e2e.yml')]: workflow, 'scripts/e2e.sh': 'echo clean\n' });
    const fork = await scenario().box.fork(repo, 'scripter');
    const head = await fork.push('topic', { 'scripts/e2e.sh': 'crun create leaky\n' });
    await repo.openPullRequest({ from: fork, head: 'topic', author: 'scripter', title: 'Script' });
    const run = await answerTo(repo, head);
    expect(run?.conclusion).toBe('failure');
    expect(run?.output.summary).toContain('scripts/e2e.sh');
  });
});

describe('a symbolic link in a tree', () => {
  it('is not followed as a workflow, as a script or as the policy', async () => {
    const workflow = leakyWorkflow.replace(/run: \|[\s\S]*$/, 'run: bash scripts/link.sh\n');
    const repo = await repository({ 'scripts/real.sh': 'crun create leaky\n', 'policy.yml': lenient });
    const head = await repo.push('topic', {
      [at('link.yml')]: { link: 'test.yml' },
      [at('e2e.yml')]: workflow,
      'scripts/link.sh': { link: 'real.sh' },
      '.github/ci-warden.yml': { link: '../policy.yml' },
    });
    await repo.openPullRequest({ head: 'topic', title: 'Links' });
    const run = await answerTo(repo, head);
    expect(run?.conclusion).toBe('failure');
    const said = JSON.stringify(run?.output);
    expect(said.match(/it is a symbolic link/g)?.length).toBeGreaterThanOrEqual(2);
    expect(said).not.toContain('crun create');
  });
});

describe('a delivery without a body', () => {
  it('is refused, and no fault of ours', async () => {
    const { server, log } = scenario();
    const response = await fetch(`${server.url}${webhookPath}`, {
      method: 'POST',
      headers: {
        'x-github-event': 'push',
        'x-github-delivery': 'none',
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update('').digest('hex')}`,
      },
    });
    expect(response.status).toBe(401);
    expect(log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('a command', () => {
  async function comment(user: object, more: object = {}): Promise<(string | undefined)[]> {
    const { box, server } = scenario();
    const repo = await repository();
    const issue = repo.openIssue({ title: 'A sprint', body: '' });
    const written = repo.comment(issue, 'mona', 'Nothing');
    await scenario().settled();
    scenario().newRequests();
    const status = await sendDelivery(server, 'issue_comment', {
      action: 'created',
      issue: { number: issue },
      comment: { id: written.id, body: '/ci-audit', user },
      installation: { id: box.installation('octo').id },
      repository: {
        id: repo.repository.id,
        name: repo.repository.name,
        default_branch: 'main',
        owner: { login: 'octo' },
      },
      ...more,
    });
    expect(status).toBeLessThan(300);
    await scenario().settled();
    return scenario()
      .newRequests()
      .map(({ endpoint }) => endpoint);
  }

  it('of a person with rights is obeyed, so that these tests are about something', async () => {
    expect(await comment({ login: 'mona', type: 'User' })).toContain(
      'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    );
  });

  it.each([
    ['a bot, even one with the name of a person with rights', { login: 'mona', type: 'Bot' }, {}],
    ['the App itself', { login: 'ci-warden[bot]', type: 'Bot' }, {}],
    ['nobody any more', null, {}],
    ['an edit', { login: 'mona', type: 'User' }, { action: 'edited', changes: { body: { from: 'x' } } }],
    ['a deletion', { login: 'mona', type: 'User' }, { action: 'deleted' }],
  ])('of %s costs not even a request', async (_, user, more) => {
    expect(await comment(user as object, more)).toEqual([]);
  });

  it('of a person without rights whom the payload calls a member gets no answer', async () => {
    const asked = await comment({ login: 'stranger', type: 'User' }, { author_association: 'OWNER' });
    expect(asked).toContain('GET /repos/{owner}/{repo}/collaborators/{username}/permission');
    expect(asked).not.toContain('POST /repos/{owner}/{repo}/issues/{issue_number}/comments');
  });
});
