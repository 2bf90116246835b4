import { describe, expect, it } from 'vitest';
import { outcomes, useScenario } from './scenario.ts';
import { leakyWorkflow, testWorkflow } from './workflows.ts';

const scenario = useScenario();
let repositories = 0;

function repository() {
  repositories += 1;
  return scenario().box.createRepository({
    owner: 'octo',
    name: `pushed-${repositories}`,
    roles: { mona: 'admin' },
    files: { '.github/workflows/test.yml': testWorkflow },
  });
}

describe('a push to the default branch', () => {
  it('is compared with what was there before', async () => {
    const repo = await repository();
    const before = await repo.sha('main');
    const bad = await repo.push('main', { '.github/workflows/leak.yml': leakyWorkflow });
    await scenario().settled();
    const good = await repo.push('main', { 'a.txt': 'a' });
    await scenario().settled();
    expect(outcomes(await repo.checkRuns(bad))).toMatchObject([
      { conclusion: 'failure', externalId: `push:refs/heads/main:${before}` },
    ]);
    expect(outcomes(await repo.checkRuns(good))).toMatchObject([
      { conclusion: 'success', externalId: `push:refs/heads/main:${bad}` },
    ]);
  });

  it('is the only push that is answered', async () => {
    const repo = await repository();
    const head = await repo.push('topic', { 'a.txt': 'a' });
    await repo.deleteBranch('topic');
    await scenario().settled();
    expect(await repo.checkRuns(head)).toEqual([]);
  });
});

describe('a merge group', () => {
  it('is answered on its own head', async () => {
    const repo = await repository();
    await repo.push('topic', { '.github/workflows/leak.yml': leakyWorkflow });
    const { issue } = await repo.openPullRequest({ head: 'topic', title: 'A change' });
    const { headSha } = await repo.mergeGroup(issue.number);
    await scenario().settled();
    expect(outcomes(await repo.checkRuns(headSha))).toMatchObject([
      { conclusion: 'failure', externalId: `merge-group:${await repo.sha('main')}` },
    ]);
  });
});
