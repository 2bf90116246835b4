import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { Delivery } from '../../src/demo/box/store/delivery.ts';
import { outcomes, useScenario } from './scenario.ts';
import { until } from './until.ts';
import { cleanWorkflow, leakyWorkflow, testWorkflow } from './workflows.ts';

const scenario = useScenario();
const leak = '.github/workflows/leak.yml';
let repositories = 0;

async function newRepository(): Promise<BoxRepository> {
  repositories += 1;
  return scenario().box.createRepository({
    owner: 'octo',
    name: `delivered-${repositories}`,
    roles: { mona: 'admin' },
    files: { '.github/workflows/test.yml': testWorkflow },
  });
}

async function opened(): Promise<{ repo: BoxRepository; head: string; number: number }> {
  const repo = await newRepository();
  const head = await repo.push('topic', { [leak]: leakyWorkflow });
  const { issue } = await repo.openPullRequest({ head: 'topic', title: 'A change' });
  await scenario().settled();
  return { repo, head, number: issue.number };
}

/** What was delivered of a repository's pull requests: the first attempts, oldest first. */
function pullDeliveries(repo: BoxRepository): Delivery[] {
  return scenario().box.deliveries.filter(
    ({ event, repositoryId, redelivery }) =>
      event === 'pull_request' && repositoryId === repo.repository.id && !redelivery,
  );
}

function redeliver(delivery: Delivery, guid = delivery.guid): void {
  scenario().box.state.redeliver({ ...delivery, guid });
}

describe('a delivery that comes again', () => {
  it('does nothing once it is done', async () => {
    const { repo, head } = await opened();
    const before = outcomes(await repo.checkRuns(head));
    scenario().newRequests();
    for (const delivery of pullDeliveries(repo)) redeliver(delivery);
    await scenario().settled();
    expect(scenario().newRequests()).toEqual([]);
    expect(outcomes(await repo.checkRuns(head))).toEqual(before);
    expect(before).toHaveLength(1);
    expect(scenario().box.deliveries.at(-1)?.outcome).toMatchObject({ statusCode: 202, body: 'known' });
  });

  it('while it is being done is not done beside it', async () => {
    scenario().box.fail({ endpoint: 'POST /graphql', times: 1, does: { delay: 500 } });
    const repo = await newRepository();
    const head = await repo.push('topic', { [leak]: leakyWorkflow });
    await repo.openPullRequest({ head: 'topic', title: 'A change' });
    await until(() => pullDeliveries(repo).some(({ outcome }) => outcome !== undefined));
    for (const delivery of pullDeliveries(repo)) redeliver(delivery);
    await scenario().settled();
    expect(await repo.checkRuns(head)).toHaveLength(1);
  });
});

describe('several deliveries for one head', () => {
  it('that come together are merged into one answer', async () => {
    scenario().box.fail({ endpoint: 'POST /graphql', times: 1, does: { delay: 500 } });
    const repo = await newRepository();
    const head = await repo.push('topic', { [leak]: leakyWorkflow });
    await repo.openPullRequest({ head: 'topic', title: 'A change' });
    await until(() => pullDeliveries(repo).some(({ outcome }) => outcome !== undefined));
    const [delivery] = pullDeliveries(repo);
    if (delivery === undefined) throw new Error('nothing was delivered');
    for (let index = 0; index < 20; index += 1) redeliver(delivery, randomUUID());
    await scenario().settled();
    expect(await repo.checkRuns(head)).toHaveLength(1);
    // Those that waited were done with the first of them.
    const ids = new Set(
      scenario().log.flatMap(({ msg, delivery: id }) => (msg === 'a job is done' ? [id] : [])),
    );
    const taken = scenario().box.deliveries.filter(
      ({ event, repositoryId, guid }) =>
        event === 'pull_request' && repositoryId === repo.repository.id && ids.has(guid),
    );
    expect(taken.length).toBeGreaterThanOrEqual(1);
    expect(taken.length).toBeLessThan(10);
  });

  it('that come one after another are answered by the first', async () => {
    const { repo, head } = await opened();
    const [delivery] = pullDeliveries(repo);
    if (delivery === undefined) throw new Error('nothing was delivered');
    for (let index = 0; index < 3; index += 1) {
      redeliver(delivery, randomUUID());
      await scenario().settled();
    }
    expect(await repo.checkRuns(head)).toHaveLength(1);
  });
});

describe('a pull request with several heads', () => {
  it('has its newest head answered, and no older answer comes after that', async () => {
    const repo = await newRepository();
    const heads = [await repo.push('topic', { [leak]: leakyWorkflow })];
    await repo.openPullRequest({ head: 'topic', title: 'A change' });
    for (let index = 0; index < 5; index += 1) {
      heads.push(await repo.push('topic', { [leak]: `${leakyWorkflow}# ${index}\n` }));
    }
    const newest = await repo.push('topic', { [leak]: cleanWorkflow });
    await scenario().settled();
    expect(outcomes(await repo.checkRuns(newest))).toMatchObject([{ conclusion: 'success' }]);
    const counts = await Promise.all(heads.map(async (head) => (await repo.checkRuns(head)).length));
    expect(Math.max(...counts)).toBeLessThanOrEqual(1);
  });

  it('is not touched by what comes late of an older head', async () => {
    const { repo, head } = await opened();
    const [late] = pullDeliveries(repo);
    const newest = await repo.push('topic', { [leak]: cleanWorkflow });
    await scenario().settled();
    const before = [outcomes(await repo.checkRuns(head)), outcomes(await repo.checkRuns(newest))];
    scenario().newRequests();
    if (late === undefined) throw new Error('nothing was delivered');
    // As a delivery would that failed at the time: not known here.
    redeliver(late, randomUUID());
    await scenario().settled();
    expect(
      scenario()
        .newRequests()
        .map(({ method }) => method),
    ).not.toContain('PATCH');
    expect([outcomes(await repo.checkRuns(head)), outcomes(await repo.checkRuns(newest))]).toEqual(before);
  });

  it('has a head answered once that another event has brought before its own', async () => {
    const { repo, number } = await opened();
    await repo.push('other-base', { 'README.md': 'Another base\n' });
    const head = await repo.push('topic', { [leak]: `${leakyWorkflow}# more\n` });
    await repo.retarget(number, 'other-base');
    await scenario().settled();
    await sleep(10);
    const runs = (await repo.checkRuns(head)).length;
    const synchronize = pullDeliveries(repo).find(({ action }) => action === 'synchronize');
    if (synchronize === undefined) throw new Error('nothing was delivered');
    redeliver(synchronize, randomUUID());
    await scenario().settled();
    expect((await repo.checkRuns(head)).length).toBe(runs);
  });
});
