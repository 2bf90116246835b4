import { describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import { serverError } from '../../src/demo/box/http/refusals.ts';
import type { CheckRun } from '../../src/demo/box/store/check.ts';
import { outcomes, useScenario } from './scenario.ts';
import { cleanWorkflow, leakyWorkflow, testWorkflow } from './workflows.ts';

const scenario = useScenario();
let repositories = 0;

const createRun = 'POST /repos/{owner}/{repo}/check-runs';

async function opened(): Promise<{ repo: BoxRepository; head: string; run: CheckRun }> {
  repositories += 1;
  const repo = await scenario().box.createRepository({
    owner: 'octo',
    name: `re-run-${repositories}`,
    roles: { mona: 'admin' },
    files: { '.github/workflows/test.yml': testWorkflow },
  });
  const head = await repo.push('topic', { '.github/workflows/leak.yml': leakyWorkflow });
  await repo.openPullRequest({ head: 'topic', title: 'A change' });
  await scenario().settled();
  const [run] = await repo.checkRuns(head);
  if (run === undefined) throw new Error('there is no check run');
  return { repo, head, run };
}

describe('a re-run', () => {
  it('of a check is answered by a new check run, even if it says the same', async () => {
    const { repo, head, run } = await opened();
    repo.rerequest(run);
    await scenario().settled();
    expect(outcomes(await repo.checkRuns(head))).toMatchObject([
      { conclusion: 'failure', externalId: 'pull:1' },
      { conclusion: 'failure', externalId: 'pull:1' },
    ]);
  });

  it('of a whole suite answers what was answered there', async () => {
    const { repo, head, run } = await opened();
    await repo.rerequestSuite(run);
    await scenario().settled();
    expect(outcomes(await repo.checkRuns(head)).map(({ externalId }) => externalId)).toEqual([
      'pull:1',
      'pull:1',
    ]);
  });

  it.each(['check', 'suite'])('of a %s is answered once, however often it is tried', async (what) => {
    const { repo, head, run } = await opened();
    // Taken, and the answer lost; then not taken.
    scenario().box.fail({ endpoint: createRun, times: 1, does: 'lose-answer' });
    if (what === 'check') repo.rerequest(run);
    else await repo.rerequestSuite(run);
    await scenario().settled();
    expect(await repo.checkRuns(head)).toHaveLength(2);
    scenario().box.fail({ endpoint: createRun, times: 1, does: serverError(500) });
    if (what === 'check') repo.rerequest(run);
    else await repo.rerequestSuite(run);
    await scenario().settled();
    expect(await repo.checkRuns(head)).toHaveLength(3);
  });

  it('of an older head answers that head, not the newest', async () => {
    const { repo, head, run } = await opened();
    const newer = await repo.push('topic', { '.github/workflows/leak.yml': cleanWorkflow });
    await scenario().settled();
    repo.rerequest(run);
    await scenario().settled();
    expect(outcomes(await repo.checkRuns(head)).map(({ conclusion }) => conclusion)).toEqual([
      'failure',
      'failure',
    ]);
    expect(outcomes(await repo.checkRuns(newer)).map(({ conclusion }) => conclusion)).toEqual(['success']);
  });

  it("works on a fork's head, of which the event names no pull request", async () => {
    const { repo } = await opened();
    const fork = await scenario().box.fork(repo, 'stranger');
    const head = await fork.push('afar', { '.github/workflows/leak.yml': leakyWorkflow });
    await repo.openPullRequest({ from: fork, head: 'afar', author: 'stranger', title: 'From afar' });
    await scenario().settled();
    const [run] = await repo.checkRuns(head);
    if (run === undefined) throw new Error('there is no check run');
    repo.rerequest(run);
    await scenario().settled();
    await repo.rerequestSuite(run);
    await scenario().settled();
    expect(outcomes(await repo.checkRuns(head)).map(({ externalId }) => externalId)).toEqual([
      'pull:2',
      'pull:2',
      'pull:2',
    ]);
  });

  it('of a push answers the push', async () => {
    const { repo } = await opened();
    // Another file than the pull request's: the same one, pushed within the same second, is the same commit.
    const head = await repo.push('main', { '.github/workflows/pushed.yml': leakyWorkflow });
    await scenario().settled();
    const [run] = await repo.checkRuns(head);
    if (run === undefined) throw new Error('there is no check run');
    repo.rerequest(run);
    await scenario().settled();
    const runs = outcomes(await repo.checkRuns(head));
    expect(runs).toHaveLength(2);
    expect(runs[0]?.externalId).toMatch(/^push:refs\/heads\/main:/);
    expect(runs[1]).toEqual(runs[0]);
  });

  it('of all checks that fails for good is told by a failed check', async () => {
    const { repo, run } = await opened();
    // The first attempt, three more, and none that tells of it.
    scenario().box.fail({ endpoint: 'POST /graphql', times: 4, does: serverError(503) });
    await repo.rerequestSuite(run);
    await scenario().settled();
    const runs = outcomes(await repo.checkRuns(run.headSha));
    expect(runs).toHaveLength(2);
    expect(runs[1]).toMatchObject({
      conclusion: 'failure',
      title: 'The audit could not be done',
      externalId: run.externalId,
    });
  });
});
