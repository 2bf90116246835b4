import { describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { RepositoryOptions } from '../../src/demo/box/create-repository.ts';
import { outcomes, useScenario } from './scenario.ts';
import { cleanWorkflow, leaks, leakyWorkflow, testWorkflow } from './workflows.ts';

const scenario = useScenario();
let repositories = 0;

function repository(
  files: Readonly<Record<string, string>> = {},
  more: Partial<RepositoryOptions> = {},
): Promise<BoxRepository> {
  repositories += 1;
  return scenario().box.createRepository({
    owner: 'octo',
    name: `repository-${repositories}`,
    roles: { mona: 'admin' },
    files: { 'README.md': 'Hello\n', '.github/workflows/test.yml': testWorkflow, ...files },
    ...more,
  });
}

async function open(repo: BoxRepository, files: Readonly<Record<string, string>>): Promise<number> {
  await repo.push('topic', files);
  const { issue } = await repo.openPullRequest({ head: 'topic', title: 'A change' });
  await scenario().settled();
  return issue.number;
}

describe('a pull request', () => {
  it('that leaks a container fails at its line, at the cost of two requests', async () => {
    const { box, settled, newRequests, log } = scenario();
    const repo = await repository();
    // The first job of an installation asks for its token.
    await repo.push('warm', { 'a.txt': 'a' });
    await repo.openPullRequest({ head: 'warm', title: 'Warm' });
    await settled();
    newRequests();

    await repo.push('leak', { '.github/workflows/leak.yml': leakyWorkflow });
    await repo.openPullRequest({ head: 'leak', title: 'Leak' });
    await settled();

    const requests = newRequests().map(({ endpoint }) => endpoint);
    expect(requests).toEqual(['POST /graphql', 'POST /repos/{owner}/{repo}/check-runs']);
    const runs = await repo.checkRuns('leak');
    expect(outcomes(runs)).toMatchObject([
      { status: 'completed', conclusion: 'failure', externalId: 'pull:2' },
    ]);
    expect(runs[0]?.annotations).toMatchObject([
      { path: '.github/workflows/leak.yml', annotation_level: 'failure', title: 'missing-container-cleanup' },
    ]);
    expect(leakyWorkflow.split('\n')[(runs[0]?.annotations[0]?.start_line ?? 0) - 1]).toContain(
      'crun create',
    );
    const done = log.findLast(({ msg }) => msg === 'a job is done');
    expect(done).toMatchObject({
      kind: 'answer-head',
      outcome: 'answered',
      requests: 2,
      repository: repo.fullName,
      head: await repo.sha('leak'),
      pullRequest: 2,
    });
    expect(box.deliveries.every(({ outcome }) => [200, 202].includes(outcome?.statusCode ?? 0))).toBe(true);
  });

  it('that touches no workflow is answered all the same', async () => {
    const repo = await repository();
    await open(repo, { 'README.md': 'Hello again\n' });
    expect(outcomes(await repo.checkRuns('topic'))).toMatchObject([
      { status: 'completed', conclusion: 'success' },
    ]);
  });

  it('in a repository without workflows is answered', async () => {
    const repo = await repository({}, { files: { 'README.md': 'Nothing here\n' } });
    await open(repo, { 'README.md': 'Hello again\n' });
    expect(outcomes(await repo.checkRuns('topic'))).toMatchObject([{ conclusion: 'success' }]);
  });

  it('is not blamed for what was there before', async () => {
    const repo = await repository({ '.github/workflows/leak.yml': leakyWorkflow });
    await open(repo, { 'README.md': 'Hello again\n' });
    const [run] = await repo.checkRuns('topic');
    expect(run).toMatchObject({ conclusion: 'success', annotations: [] });
    expect(run?.output.title).toContain('1 there before');
  });

  it('is praised for what it resolves', async () => {
    const repo = await repository({ '.github/workflows/leak.yml': leakyWorkflow });
    await open(repo, { '.github/workflows/leak.yml': cleanWorkflow });
    const [run] = await repo.checkRuns('topic');
    expect(run?.conclusion).toBe('success');
    expect(run?.output.title).toContain('1 resolved');
  });

  it('gets one check run a head, and the heads that follow each other fast get theirs or none', async () => {
    const repo = await repository();
    await repo.push('topic', { 'a.txt': 'a' });
    await repo.openPullRequest({ head: 'topic', title: 'Many pushes' });
    const heads = [await repo.sha('topic')];
    for (const text of ['b', 'c', 'd']) heads.push(await repo.push('topic', { 'a.txt': text }));
    await scenario().settled();
    for (const head of heads) expect((await repo.checkRuns(head)).length).toBeLessThanOrEqual(1);
    expect(outcomes(await repo.checkRuns('topic'))).toMatchObject([{ status: 'completed' }]);
  });

  it('is not answered twice when events follow that change nothing', async () => {
    const repo = await repository();
    const number = await open(repo, { '.github/workflows/leak.yml': leakyWorkflow });
    await repo.closePullRequest(number);
    await repo.reopenPullRequest(number);
    await scenario().settled();
    expect(await repo.checkRuns('topic')).toHaveLength(1);
  });

  it('is compared anew when its base changes', async () => {
    const repo = await repository();
    await repo.push('with-leak', { '.github/workflows/leak.yml': leakyWorkflow });
    await repo.push('topic', { 'a.txt': 'a' }, { from: 'with-leak' });
    const { issue } = await repo.openPullRequest({ head: 'topic', title: 'Stacked' });
    await scenario().settled();
    await repo.retarget(issue.number, 'with-leak');
    await scenario().settled();
    expect((await repo.checkRuns('topic')).map(({ conclusion }) => conclusion)).toEqual([
      'failure',
      'success',
    ]);
  });

  it('with more findings than one request takes gets all of them', async () => {
    const repo = await repository();
    await open(repo, { '.github/workflows/leaks.yml': leaks(120) });
    const [run, ...others] = await repo.checkRuns('topic');
    expect(others).toEqual([]);
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(run?.annotations).toHaveLength(120);
    expect(new Set(run?.annotations.map(({ start_line }) => start_line)).size).toBe(120);
  });

  it('with findings beyond any limit of a text is answered within the limits', async () => {
    const repo = await repository();
    await open(repo, { '.github/workflows/leaks.yml': leaks(700) });
    const [run] = await repo.checkRuns('topic');
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(run?.annotations).toHaveLength(700);
    expect(Buffer.byteLength(run?.output.summary ?? '')).toBeLessThanOrEqual(65_535);
  });

  it('that changes a line above sees existing findings as existing', async () => {
    const repo = await repository({ '.github/workflows/leak.yml': leakyWorkflow });
    await open(repo, { '.github/workflows/leak.yml': `# A comment\n\n${leakyWorkflow}` });
    expect(outcomes(await repo.checkRuns('topic'))).toMatchObject([{ conclusion: 'success' }]);
  });

  it('behind its base is told the lines of its own head', async () => {
    const repo = await repository({ '.github/workflows/jobs.yml': leaks(1) });
    const text = `${leaks(1)}\n${leakyWorkflow.slice(leakyWorkflow.indexOf('  leak:'))}`;
    await repo.push('topic', { '.github/workflows/jobs.yml': text });
    // Meanwhile the base gets three lines at the top of the same file.
    await repo.push('main', { '.github/workflows/jobs.yml': `# One\n# Two\n# Three\n${leaks(1)}` });
    await repo.openPullRequest({ head: 'topic', title: 'Behind' });
    await scenario().settled();
    const [run] = await repo.checkRuns('topic');
    expect(run?.annotations).toHaveLength(1);
    const line = text.split('\n')[(run?.annotations[0]?.start_line ?? 0) - 1];
    expect(line).toContain('crun create leaky');
  });

  it('that conflicts is compared with where it left its base', async () => {
    const repo = await repository();
    await repo.push('topic', { 'README.md': 'Mine\n', '.github/workflows/leak.yml': leakyWorkflow });
    await repo.push('main', { 'README.md': 'Theirs\n', '.github/workflows/old.yml': leaks(1) });
    scenario().newRequests();
    await repo.openPullRequest({ head: 'topic', title: 'Conflict' });
    await scenario().settled();
    const [run] = await repo.checkRuns('topic');
    expect(run?.annotations.map(({ path }) => path)).toEqual(['.github/workflows/leak.yml']);
    expect(
      scenario()
        .newRequests()
        .map(({ endpoint }) => endpoint),
    ).toContain('GET /repos/{owner}/{repo}/compare/{basehead}');
  });
});

describe('what workflows name', () => {
  const callsScript = leakyWorkflow.replace(/run: \|[\s\S]*$/, 'run: bash scripts/e2e.sh\n');

  it('is read with one more request, and with none once it is known', async () => {
    const { settled, newRequests } = scenario();
    const repo = await repository({ 'scripts/e2e.sh': 'echo nothing yet\n' });
    await repo.push('topic', {
      '.github/workflows/e2e.yml': callsScript,
      'scripts/e2e.sh': 'crun create x\n',
    });
    newRequests();
    await repo.openPullRequest({ head: 'topic', title: 'Calls a script' });
    await settled();
    const asked = newRequests().map(({ endpoint }) => endpoint);
    expect(asked).toEqual(['POST /graphql', 'POST /graphql', 'POST /repos/{owner}/{repo}/check-runs']);
    const [run] = await repo.checkRuns('topic');
    expect(run?.annotations).toMatchObject([
      { path: '.github/workflows/e2e.yml', title: 'missing-container-cleanup' },
    ]);
    expect(run?.annotations[0]?.message).toContain('scripts/e2e.sh');

    await repo.push('topic', { 'scripts/e2e.sh': 'echo clean\n' });
    await settled();
    const later = newRequests().map(({ endpoint }) => endpoint);
    expect(later).toEqual(['POST /graphql', 'POST /repos/{owner}/{repo}/check-runs']);
    expect(outcomes(await repo.checkRuns('topic'))).toMatchObject([{ conclusion: 'success' }]);
  });
});

describe('a pull request from a fork', () => {
  const allowed = leakyWorkflow.replace(
    '          crun create',
    '          # ci-warden: allow missing-container-cleanup -- the runner is thrown away\n          crun create',
  );

  it('is answered on its head', async () => {
    const { box, settled } = scenario();
    const repo = await repository({}, { visibility: 'public' });
    const fork = await box.fork(repo, 'stranger');
    const head = await fork.push('topic', { '.github/workflows/leak.yml': leakyWorkflow });
    await repo.openPullRequest({ from: fork, head: 'topic', author: 'stranger', title: 'From afar' });
    await settled();
    expect(outcomes(await repo.checkRuns(head))).toMatchObject([
      { conclusion: 'failure', externalId: 'pull:1' },
    ]);
  });

  it('can not allow itself anything, while a branch of the repository can', async () => {
    const { box, settled } = scenario();
    // Not public: there, that a fork's code runs on a self-hosted runner is an offence of its own.
    const repo = await repository();
    const fork = await box.fork(repo, 'other-stranger');
    const head = await fork.push('topic', { '.github/workflows/leak.yml': allowed });
    await repo.openPullRequest({ from: fork, head: 'topic', author: 'other-stranger', title: 'From afar' });
    await repo.push('own', { '.github/workflows/leak.yml': allowed });
    await repo.openPullRequest({ head: 'own', title: 'Our own' });
    await settled();
    expect(outcomes(await repo.checkRuns(head))).toMatchObject([{ conclusion: 'failure' }]);
    const [own] = await repo.checkRuns('own');
    expect(own?.conclusion).toBe('success');
    expect(own?.output.title).toContain('1 suppression added');
  });
});
