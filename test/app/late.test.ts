import { describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import { commitGone, serverError } from '../../src/demo/box/http/refusals.ts';
import { outcomes, sendDelivery, useScenario } from './scenario.ts';
import { leaks, leakyWorkflow, testWorkflow } from './workflows.ts';

const scenario = useScenario({
  config: { lateSeconds: 4, retries: { limit: 12, delay: 1, longestDelay: 1 } },
});
const read = 'POST /graphql';
let repositories = 0;

async function repository(): Promise<BoxRepository> {
  repositories += 1;
  return scenario().box.createRepository({
    owner: 'octo',
    name: `late-${repositories}`,
    roles: { mona: 'admin' },
    files: { '.github/workflows/test.yml': testWorkflow },
  });
}

async function open(repo: BoxRepository): Promise<number> {
  await repo.push('topic', { '.github/workflows/leak.yml': leakyWorkflow });
  const { issue } = await repo.openPullRequest({ head: 'topic', title: 'A change' });
  return issue.number;
}

const answered = [{ status: 'completed', conclusion: 'failure', externalId: 'pull:1' }];

describe('a read that lags behind the event', () => {
  it.each([1, 2])('%i times, of a pull request that was just opened, is done again', async (times) => {
    const repo = await repository();
    scenario().box.fail({ endpoint: read, times, does: { lag: 60_000 } });
    await open(repo);
    await scenario().settled();
    expect(outcomes(await repo.checkRuns('topic'))).toMatchObject(answered);
  });

  it('of a head that was just pushed is done again: the head before is no newer one', async () => {
    const repo = await repository();
    await open(repo);
    await scenario().settled();
    // Two pushes: what is seen is neither the head nor the one before it.
    scenario().box.fail({ endpoint: read, times: 2, does: { lag: 20_000 } });
    await repo.push('topic', { 'a.txt': 'a' });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const head = await repo.push('topic', { 'a.txt': 'b' });
    await scenario().settled();
    expect(outcomes(await repo.checkRuns(head))).toMatchObject(answered);
  });
});

describe('an event that comes late', () => {
  it('is not answered where one that came after it has been, whatever would be said now', async () => {
    const repo = await repository();
    await open(repo);
    await scenario().settled();
    const { box, server } = scenario();
    const opened = box.deliveries.findLast(
      ({ event, action }) => event === 'pull_request' && action === 'opened',
    );
    // Now the answer would be another one.
    await repo.push('main', {
      '.github/ci-warden.yml': 'version: 1\nrules:\n  missing-container-cleanup: off\n',
    });
    await scenario().settled();
    // Another delivery than the one that was answered: the one that was lost.
    await sendDelivery(server, 'pull_request', opened?.request.payload ?? {});
    await scenario().settled();
    expect(outcomes(await repo.checkRuns('topic'))).toMatchObject(answered);
    expect(scenario().log.findLast(({ kind }) => kind === 'answer-head')).toMatchObject({
      outcome: 'answered-before',
    });
  });
});

describe('a check run with more annotations than one request takes', () => {
  it('gets the rest where the first attempt came only half way', async () => {
    const repo = await repository();
    const update = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';
    scenario().box.fail({ endpoint: update, times: 2, does: serverError(502) });
    await repo.push('topic', { '.github/workflows/leaks.yml': leaks(120) });
    await repo.openPullRequest({ head: 'topic', title: 'A change' });
    await scenario().settled();
    const [run, ...others] = await repo.checkRuns('topic');
    expect(others).toEqual([]);
    expect(run?.annotations).toHaveLength(120);
  });
});

describe('a head that was force-pushed away', () => {
  it('and is gone when its check is to be written is let go of', async () => {
    const repo = await repository();
    scenario().box.setWeather(({ endpoint }) =>
      endpoint?.includes('check-runs') ? commitGone('0123') : undefined,
    );
    await open(repo);
    await isLetGo(repo);
  });

  it('leaves its place to the one that is there now', async () => {
    const repo = await repository();
    await open(repo);
    const head = await repo.push('topic', { '.github/workflows/other.yml': leakyWorkflow }, { from: 'main' });
    await scenario().settled();
    expect(outcomes(await repo.checkRuns(head))).toMatchObject(answered);
  });

  it('whose pull request is gone as well is let go of', async () => {
    const repo = await repository();
    scenario().box.setWeather(({ endpoint }) => (endpoint === read ? { lag: 3_600_000 } : undefined));
    await open(repo);
    await isLetGo(repo);
  });

  async function isLetGo(repo: BoxRepository): Promise<void> {
    const { box, settled, log } = scenario();
    await settled();
    box.setWeather(() => undefined);
    expect(await repo.checkRuns('topic')).toEqual([]);
    expect(log.findLast(({ head }) => head !== undefined)).toMatchObject({ outcome: 'gone' });
  }
});
