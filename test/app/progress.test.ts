import { describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { Permissions } from '../../src/demo/box/store/account.ts';
import { type Scenario, useScenario } from './scenario.ts';
import {
  issueBody,
  onBothRunners,
  plan,
  planPath,
  progressComments,
  rowsOf,
  sprintAt,
  sprintPolicy,
  statesIn,
  stepTo,
  timedRuns,
} from './sprint-repository.ts';

const scenario = useScenario();
let repositories = 0;

async function sprint(
  files: Readonly<Record<string, string>>,
  body = issueBody,
  owner = 'lab',
): Promise<BoxRepository> {
  repositories += 1;
  const repo = await scenario().box.createRepository({
    owner,
    name: `sprint-${repositories}`,
    roles: { mira: 'admin', joost: 'write', rita: 'read' },
    files,
  });
  repo.openIssue({ number: 106, title: 'Sprint 6.4', author: 'mira', body });
  await scenario().settled();
  return repo;
}

function endpointsOf({ newRequests }: Scenario): (string | undefined)[] {
  return newRequests().map(({ endpoint }) => endpoint);
}

function isWrite(endpoint: string | undefined): boolean {
  return !/^GET|graphql$/.test(endpoint ?? '');
}

describe('the comment on the sprint of the tracking issue', () => {
  it('stands as soon as the issue does, tells the start, the first pull request and the end, and stays one', async () => {
    const repo = await sprint(sprintAt('start'));
    const [comment, ...others] = progressComments(repo);
    expect(others).toEqual([]);
    expect(statesIn(comment?.body ?? '')).toEqual({ claimed: 1, contradicted: 15, open: 4, verified: 2 });

    const start = await repo.sha('main');
    await repo.push('sprint', stepTo('first-pull-request', 'start'), { by: 'joost' });
    const pull = await repo.openPullRequest({ head: 'sprint', title: 'Two runners', author: 'joost' });
    await scenario().settled();
    expect(comment?.body).toContain(start.slice(0, 7));
    await repo.merge(pull.issue.number, 'mira');
    await scenario().settled();
    expect(progressComments(repo)).toEqual([comment]);
    expect(statesIn(comment?.body ?? '')).toEqual({ claimed: 2, contradicted: 6, open: 4, verified: 10 });
    const crun = rowsOf(comment?.body ?? '').filter(({ state }) => state === 'contradicted');
    expect(crun.map(({ item }) => item)).toEqual([
      'Create `.github/workflows/crun_e2e.yml`',
      'Test for `crun create`',
      'Test for `crun start`',
      'Test for `crun stop` (kill TERM)',
      'Test for `crun delete`',
      'Clean-up of the containers that the tests make',
    ]);
    for (const { found } of crun) expect(found).toContain('GitHub refuses');
    const today = new Date().toISOString().slice(0, 10);
    expect(comment?.body).toContain(
      `| Task 1: One workflow instead of two | 5 minutes | 1 of 1 | ${today} |`,
    );
    expect(comment?.body).toContain('| Task 3: The runtime, end to end | 45 minutes | 0 of 6 |  |');
    expect(comment?.body).toMatch(/\d+ days after the last day of the plan's timeline \(2025-10-11\)/);

    const end = await repo.push('main', stepTo('end', 'first-pull-request'), { by: 'joost' });
    await scenario().settled();
    expect(progressComments(repo)).toEqual([comment]);
    expect(statesIn(comment?.body ?? '')).toEqual({ claimed: 2, contradicted: 9, open: 4, verified: 7 });
    const [matrix] = rowsOf(comment?.body ?? '').filter(({ item }) =>
      item.includes('ci_cncf.yml` with matrix'),
    );
    expect(matrix?.state).toBe('contradicted');
    expect(matrix?.found).toContain('has no matrix');
    expect(matrix?.found).toContain(`since [\`${end.slice(0, 7)}\`]`);
  });

  it('weighs runs, jobs and runners, and draws them', async () => {
    const repo = await sprint(sprintAt('mended'));
    await timedRuns(repo);
    const hourAgo = new Date(Date.now() - 3600_000);
    await repo.recordRun(onBothRunners('proxmox_e2e.yml', hourAgo, 10));
    scenario().newRequests();
    await repo.runWorkflow(onBothRunners('crun_e2e.yml', hourAgo, 10));
    await scenario().settled();
    const [comment] = progressComments(repo);
    expect(statesIn(comment?.body ?? '')).toEqual({ claimed: 1, 'ready to tick': 4, verified: 17 });
    expect(comment?.body.match(/^gantt$/gm)).toHaveLength(2);
    expect(comment?.body).toMatch(/bar \[20\.0, 13\.0\]/);
    const cold = endpointsOf(scenario());

    await repo.runWorkflow(onBothRunners('crun_e2e.yml', new Date(), 1));
    await scenario().settled();
    const warm = endpointsOf(scenario());
    console.log(`requests of an update: ${cold.length} when nothing is kept, ${warm.length} when all is`);
    expect(warm.filter((one) => one?.endsWith('/jobs'))).toHaveLength(1);
    expect(warm.filter((one) => one === 'POST /graphql')).toHaveLength(1);
  });

  it('is not written again where nothing has changed but the moment', async () => {
    const repo = await sprint(sprintAt('end'));
    const [comment] = progressComments(repo);
    const written = comment?.updatedAt;
    scenario().newRequests();
    await repo.push('main', { 'src/main.zig': 'const x = 1;\n' });
    await repo.runWorkflow({ path: '.github/workflows/other.yml', jobs: [] });
    await scenario().settled();
    const writes = endpointsOf(scenario()).filter(isWrite);
    expect(writes).toEqual(['POST /repos/{owner}/{repo}/check-runs']);
    expect(comment?.updatedAt).toBe(written);
  });

  it('follows the edits of the issue whose body is the plan, and of its comments where the policy says so', async () => {
    const policy = 'version: 1\ntracking:\n  - issue: 106\n    comments: true\n';
    const repo = await sprint({ '.github/ci-warden.yml': policy }, '- [x] Create `docs/GUIDE.md`\n');
    const [comment] = progressComments(repo);
    expect(rowsOf(comment?.body ?? '')).toMatchObject([{ state: 'contradicted' }]);
    repo.editIssue(106, { body: '- [ ] Create `docs/GUIDE.md`\n- [x] Delete `old.md`\n' }, 'mira');
    await scenario().settled();
    expect(rowsOf(comment?.body ?? '').map(({ state }) => state)).toEqual(['open', 'verified']);
    repo.comment(106, 'joost', 'And this:\n- [x] Delete `older.md`\n');
    repo.comment(106, 'stranger', '- [x] Give `stranger` the keys\n');
    await scenario().settled();
    expect(rowsOf(comment?.body ?? '').map(({ item }) => item)).toEqual([
      'Create `docs/GUIDE.md`',
      'Delete `old.md`',
      'Delete `older.md`',
    ]);
    scenario().newRequests();
    const other = repo.openIssue({ title: 'Another', body: '- [ ] not a plan' });
    repo.editIssue(other, { body: '- [x] not a plan' });
    await scenario().settled();
    expect(endpointsOf(scenario()).filter(isWrite)).toEqual([]);
  });

  it('says why where there is no plan, and nothing where there is no issue', async () => {
    const policy = 'version: 1\ntracking:\n  - issue: 106\n    plan: docs/GONE.md\n  - issue: 999\n';
    const repo = await sprint({ '.github/ci-warden.yml': policy });
    const [comment] = progressComments(repo);
    expect(comment?.body).toContain('`docs/GONE.md`');
    expect(comment?.body).toContain('there is no such file');
    expect(scenario().log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('comes back where somebody has deleted it, and is not mistaken for what another wrote', async () => {
    const repo = await sprint(sprintAt('start'));
    const [comment] = progressComments(repo);
    const forged = repo.comment(106, 'joost', '<!-- ci-warden:progress -->');
    repo.repository.comments.delete(comment?.id ?? 0);
    repo.editIssue(106, { body: `${issueBody}\nMore.` }, 'mira');
    await scenario().settled();
    expect(progressComments(repo)).toHaveLength(1);
    expect(forged.body).toBe('<!-- ci-warden:progress -->');
  });
});

describe('what may not be read', () => {
  /** A repository of an owner who grants these permissions; a token keeps those that it was issued with. */
  async function permitted(owner: string, permissions: Permissions): Promise<BoxRepository> {
    const { box } = scenario();
    await box.createRepository({ owner, name: 'first' });
    box.setPermissions(owner, permissions);
    return sprint(sprintAt('mended'), issueBody, owner);
  }

  it('of runs leaves unknown what only runs prove', async () => {
    const { actions: _, ...permissions } = scenario().box.state.app.permissions;
    const repo = await permitted('discreet', permissions);
    const [comment] = progressComments(repo);
    const [passed] = rowsOf(comment?.body ?? '').filter(({ item }) => item.startsWith('CI execution'));
    expect(passed).toMatchObject({ state: 'open', found: expect.stringContaining('unknown: needs runs') });
  });

  it('of issues leaves nowhere to write, which the log says; the checks go on', async () => {
    const { permissions } = scenario().box.state.app;
    const repo = await permitted('silent', { ...permissions, issues: 'read', pull_requests: 'read' });
    await repo.push('main', { 'a.txt': 'a' });
    await scenario().settled();
    expect(progressComments(repo)).toEqual([]);
    const [run] = await repo.checkRuns('main');
    expect(run?.status).toBe('completed');
    const said = scenario().log.find(
      ({ kind, outcome }) => kind === 'give-up' && String(outcome).includes('gave-up'),
    );
    expect(said?.outcome).toContain('for want of the permission "issues: write"');
  });

  it('of runners is made up for by the jobs that they took', async () => {
    const repo = await sprint(sprintAt('mended'));
    await repo.runWorkflow(onBothRunners('crun_e2e.yml', new Date(Date.now() - 3600_000), 10));
    await scenario().settled();
    expect(operational(repo)).toMatchObject({
      state: 'ready to tick',
      found: expect.stringContaining('ran the job'),
    });
  });

  it('of runners decides where it is granted', async () => {
    const { box } = scenario();
    const { permissions } = box.state.app;
    const repo = await permitted('open', {
      ...permissions,
      administration: 'read',
      organization_self_hosted_runners: 'read',
    });
    repo.setRunner('proxmox', { labels: ['self-hosted', 'proxmox'] });
    const labels = ['self-hosted', 'proxmox-runner0'];
    const offline = { id: 1, name: 'proxmox-runner0', labels, status: 'offline', busy: false } as const;
    box.state.organisationRunners.set('open', [offline]);
    await repo.runWorkflow(onBothRunners('crun_e2e.yml', new Date(Date.now() - 3600_000), 10));
    await scenario().settled();
    expect(operational(repo)).toMatchObject({
      state: 'open',
      found: expect.stringMatching(/`proxmox` is online.*`proxmox-runner0` is offline/),
    });
  });

  function operational(repo: BoxRepository) {
    const [comment] = progressComments(repo);
    return rowsOf(comment?.body ?? '').find(({ item }) => item.startsWith('Both runners'));
  }
});

describe('ticking', () => {
  const policy = 'version: 1\ntracking:\n  - issue: 106\n    tick: true\n';

  it('ticks what is ready in one edit, and the comment says so at once', async () => {
    const body = '# Plan\r\n\r\n- [ ] Delete `old.md`\r\n- [ ] Create `docs/GUIDE.md`\r\n- [ ] Think\r\n';
    const repo = await sprint({ '.github/ci-warden.yml': policy }, body);
    const issue = repo.repository.issues.get(106);
    expect(issue?.body).toBe(body.replace('[ ] Delete', '[x] Delete'));
    expect(issue?.edits).toHaveLength(2);
    const [comment] = progressComments(repo);
    expect(rowsOf(comment?.body ?? '').map(({ state }) => state)).toEqual(['verified', 'open', 'open']);
    expect(comment?.updatedAt).toEqual(comment?.createdAt);
  });

  it('does nothing unless the policy says so', async () => {
    const repo = await sprint(
      { '.github/ci-warden.yml': policy.replace('true', 'false') },
      '- [ ] Delete `old.md`\n',
    );
    expect(repo.repository.issues.get(106)?.body).toBe('- [ ] Delete `old.md`\n');
  });
});

describe('/ci-audit progress', () => {
  it('points to the comment from the issue, and from a pull request', async () => {
    const repo = await sprint(sprintAt('start'));
    const [comment] = progressComments(repo);
    await repo.push('topic', { a: 'a' });
    const pull = await repo.openPullRequest({ head: 'topic', title: 'Something else' });
    repo.comment(pull.issue.number, 'mira', '/ci-audit progress');
    repo.comment(106, 'joost', '/ci-audit progress');
    await scenario().settled();
    for (const place of [pull.issue.number, 106]) {
      const reply = repo.comments(place).find(({ body }) => body.includes('ci-warden:reply:progress'));
      expect(reply?.body).toContain(`#issuecomment-${comment?.id}`);
      expect(reply?.body).toContain('15 contradicted');
    }
    expect(progressComments(repo)).toEqual([comment]);
  });

  it('is refused to who may not write', async () => {
    const repo = await sprint(sprintAt('start'));
    repo.comment(106, 'rita', '/ci-audit progress');
    await scenario().settled();
    expect(repo.comments(106).filter(({ body }) => body.includes('reply:progress'))).toEqual([]);
  });
});

describe('where no sprint is followed', () => {
  it('runs cost one request, and none for a while after that', async () => {
    const repo = await sprint({ a: 'a' });
    scenario().newRequests();
    for (let run = 0; run < 5; run += 1) {
      await repo.runWorkflow({ path: '.github/workflows/ci.yml', jobs: [] });
      await scenario().settled();
    }
    expect(endpointsOf(scenario()).filter((one) => one === 'POST /graphql').length).toBeLessThanOrEqual(1);
    await repo.push('main', { '.github/ci-warden.yml': sprintPolicy, [planPath]: plan });
    await scenario().settled();
    expect(progressComments(repo)).toHaveLength(1);
  });
});

describe('a pull request against the plan', () => {
  const withoutMatrix = (): Record<string, string> => {
    const path = '.github/workflows/ci_cncf.yml';
    return { [path]: sprintAt('end')[path] ?? '' };
  };

  it.each([
    ['in a file', sprintPolicy, issueBody],
    ['in the issue', 'version: 1\ntracking:\n  - issue: 106\n', plan],
  ])('is told so in its check run, where the plan is %s, with two requests', async (_, policy, body) => {
    const { box } = scenario();
    const repo = await sprint({ ...sprintAt('mended'), '.github/ci-warden.yml': policy }, body);
    await repo.push('first', { 'a.txt': 'a' });
    await repo.openPullRequest({ head: 'first', title: 'Harmless' });
    await scenario().settled();
    const [harmless] = await repo.checkRuns('first');
    expect(harmless?.output.title).not.toContain('contradicted');

    // The first one also lets the App read the actions that the change uses, which it remembers.
    for (const head of ['second', 'third']) {
      await repo.push(head, withoutMatrix(), { by: 'joost', from: 'main' });
      scenario().newRequests();
      await repo.openPullRequest({ head, title: 'One runner will do' });
      await box.settled();
      await scenario().settled();
    }
    const [run] = await repo.checkRuns('third');
    expect(run?.output.title).toMatch(/; \d ticked items? contradicted$/);
    expect(run?.output.summary).toContain('goes against the sprint of #106');
    expect(run?.output.summary).toContain('has no matrix');
    expect(endpointsOf(scenario())).toEqual(['POST /graphql', 'POST /repos/{owner}/{repo}/check-runs']);
  });
});
