import { setTimeout as sleep } from 'node:timers/promises';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { secret } from '../intake/programs.ts';
import { type Cost, costOf, idleOf, type WebServer, type WholeServer } from './figures.ts';
import {
  awaitIdle,
  finishRuns,
  makeRepositories,
  openAndAwait,
  requestsTo,
  type Scale,
} from './pull-requests.ts';
import { sendDeliveries } from './send-deliveries.ts';
import { type Subject, startSubject, type Used } from './subject.ts';

type Environment = Readonly<Record<string, string>>;

/** Measures a server that works pull requests for a GitHub in a box. */
export async function measureWhole(env: Environment, scale: Scale, rounds: number): Promise<WholeServer> {
  const box = await startGitHubBox();
  const subject = await startSubject(box, env);
  try {
    // Of an owner each, and so of an installation each, which limits hold apart.
    const warmUp = await makeRepositories(box, scale, (index) => `warm-up-${index}`);
    const repositories = await makeRepositories(box, scale, (index) => `measured-${index}`);
    const others = await makeRepositories(box, { repositories: 200, workflows: 1 }, () => 'others');
    box.sendWebhooksTo(subject.url, secret);
    const atRest = (await subject.used()).memory.now;
    // What is compiled on first use is not what is measured.
    for (const round of [0, 1]) await openAndAwait(box, warmUp, round);
    await finishRuns(box, others.splice(0, 20));
    await awaitIdle(subject.origin);
    const idle = idleOf(await overTime(subject));
    const phase = async (work: () => Promise<number>): Promise<Cost> => {
      const [before, asked] = [await subject.used(), requestsTo(box)];
      const count = await work();
      await awaitIdle(subject.origin);
      return costOf({ count, requests: requestsTo(box) - asked, idle }, [before, await subject.used()]);
    };
    const first = await phase(() => openAndAwait(box, repositories, 0));
    const further = await phase(async () => {
      let count = 0;
      for (let round = 1; round <= rounds; round += 1) count += await openAndAwait(box, repositories, round);
      return count;
    });
    const run = await phase(() => finishRuns(box, others));
    const { memory } = await subject.used();
    return { first, further, run, idle, memory: { atRest, afterwards: memory.now, most: memory.most } };
  } finally {
    await subject.stop();
    await box.close();
  }
}

/** Measures a server that only takes deliveries in, each sort of so many. */
export async function measureWeb(url: string, deliveries: number): Promise<WebServer> {
  const box = await startGitHubBox();
  const subject = await startSubject(box, { DATABASE_URL: url, ROLE: 'web' });
  try {
    const start = await subject.used();
    const phase = async (event: 'pull_request' | 'check_run'): Promise<Cost> => {
      await sendDeliveries(subject.url, event, 1000);
      const idle = idleOf(await overTime(subject));
      const before = await subject.used();
      await sendDeliveries(subject.url, event, deliveries);
      return costOf({ count: deliveries, requests: 0, idle }, [before, await subject.used()]);
    };
    const stored = await phase('pull_request');
    const ignored = await phase('check_run');
    const { memory } = await subject.used();
    await workAll(url);
    const end = await subject.used();
    return {
      stored,
      ignored,
      rowBytes:
        ((end.stored?.bytes ?? 0) - (start.stored?.bytes ?? 0)) /
        ((end.stored?.rows ?? 0) - (start.stored?.rows ?? 0)),
      memory: { atRest: start.memory.now, afterwards: memory.now, most: memory.most },
    };
  } finally {
    await subject.stop();
    await box.close();
  }
}

const idleSeconds = 10;

async function overTime(subject: Subject): Promise<readonly [Used, Used]> {
  const before = await subject.used();
  await sleep(idleSeconds * 1000);
  return [before, await subject.used()];
}

/** Works whatever waits in a queue, doing nothing: its rows are then as those of jobs that are done. */
async function workAll(url: string): Promise<void> {
  const log = { error: console.error, warning: console.error, fatal: console.error };
  const many = { concurrency: 50, groupConcurrency: 50, retries: 0, retryDelay: 1, longestRetryDelay: 1 };
  const times = { attemptSeconds: 60, pollSeconds: 1, keepSeconds: 8 * 24 * 3600 };
  const queue = await openQueue({ database: { kind: 'postgres', url }, ...many, ...times }, log);
  await queue.work({ work: async () => {}, giveUp: async () => {}, covers: () => false });
  for (;;) {
    const { waiting, active } = await queue.size();
    if (waiting + active === 0) break;
    await sleep(500);
  }
  await queue.stop(5);
}
