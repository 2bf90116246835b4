import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServerConfig } from '../../src/app/config.ts';
import { webhookPath } from '../../src/app/http/routes.ts';
import { openLog } from '../../src/app/log.ts';
import { type RunningServer, startServer } from '../../src/app/start-server.ts';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { newPgliteFolder } from '../pglite.ts';
import { freePort } from '../postgres.ts';
import { buildAuditWorker, configFor, secret } from './scenario.ts';
import { until } from './until.ts';
import { leakyWorkflow, testWorkflow } from './workflows.ts';

const askAgain = 'POST /app/hook/deliveries/{delivery_id}/attempts';
const list = 'GET /app/hook/deliveries';

let box: GitHubBox;
let repo: BoxRepository;
let folder: string;
let port: number;
let server: RunningServer | undefined;
let auditWorker: URL;
beforeAll(async () => {
  auditWorker = await buildAuditWorker();
});

beforeEach(async () => {
  box = await startGitHubBox();
  port = await freePort();
  folder = await newPgliteFolder();
  box.sendWebhooksTo(`http://127.0.0.1:${port}${webhookPath}`, secret);
  repo = await box.createRepository({
    owner: 'octo',
    name: 'swept',
    roles: { mona: 'admin' },
    files: { '.github/workflows/test.yml': testWorkflow },
  });
});
afterEach(async () => {
  await stop();
  await box.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(more: Partial<ServerConfig> = {}): Promise<string> {
  const database = { kind: 'embedded', folder } as const;
  const config = configFor(box, { database, port, sweepSeconds: 3600, logLevel: 'fatal', ...more });
  server = await startServer(config, { auditWorker, log: openLog(config) });
  return server.url;
}

async function stop(): Promise<void> {
  await server?.stop();
  server = undefined;
}

async function figure(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(text.match(new RegExp(`^ci_warden_${name} (\\S+)$`, 'm'))?.[1]);
}

const sweeps = (url: string) => figure(url, 'sweeps_total{outcome="done"}');
const askedAgain = () => box.requests.filter(({ endpoint }) => endpoint === askAgain);

async function openPull(branch: string): Promise<string> {
  const head = await repo.push(branch, { [`.github/workflows/${branch}.yml`]: leakyWorkflow });
  await repo.openPullRequest({ head: branch, title: branch });
  await box.settled();
  return head;
}

async function answered(head: string): Promise<boolean> {
  return (await repo.checkRuns(head)).some(({ status }) => status === 'completed');
}

describe('the sweep', () => {
  it('has what failed while the server was down sent again, each delivery once, but for what asks for nothing', async () => {
    const heads = [await openPull('one'), await openPull('two')];
    // GitHub asks for checks of its own accord; the App is told by the pull request.
    const asking = box.deliveries.filter(({ event }) => event !== 'check_suite');
    expect(asking.length).toBeLessThan(box.deliveries.length);
    const failed = new Set(asking.map(({ guid }) => guid));
    expect(box.deliveries.every(({ outcome }) => outcome?.statusCode === 502)).toBe(true);

    const url = await start();
    for (const head of heads) await until(() => answered(head));
    await box.settled();
    expect(askedAgain()).toHaveLength(failed.size);
    expect(await figure(url, 'sweep_redeliveries_total')).toBe(failed.size);

    // Neither the next sweep nor the one after another start asks once more.
    await stop();
    const again = await start({ sweepSeconds: 1 });
    await until(async () => (await sweeps(again)) >= 3);
    expect(askedAgain()).toHaveLength(failed.size);
    for (const head of heads) expect(await repo.checkRuns(head)).toHaveLength(1);
  });

  it('leaves alone what somebody had sent again before', async () => {
    const head = await openPull('one');
    const failed = [...box.deliveries];
    // Its first sweep looks at a GitHub that is down.
    box.fail({ endpoint: list, times: 1, does: { status: 503 } });
    await start();
    await until(() => box.requests.some(({ endpoint }) => endpoint === list));
    for (const delivery of failed) box.state.redeliver(delivery);
    await until(() => answered(head));
    await box.settled();
    await stop();

    const url = await start();
    await until(async () => (await sweeps(url)) === 1);
    expect(askedAgain()).toEqual([]);
  });

  it('has sent again what was acknowledged before the store was lost', async () => {
    await start({ role: 'web' });
    const head = await openPull('one');
    expect(box.deliveries.some(({ outcome }) => outcome?.body === 'stored')).toBe(true);
    await stop();
    await rm(folder, { recursive: true });
    folder = await newPgliteFolder();

    await start();
    await until(() => answered(head));
    expect(await repo.checkRuns(head)).toHaveLength(1);
    // What asked for nothing is not asked for again.
    const stored = box.deliveries.filter(({ outcome }) => outcome?.body === 'stored');
    expect(askedAgain()).toHaveLength(new Set(stored.map(({ guid }) => guid)).size);
  });

  it('survives a GitHub that does not answer, says so, and looks again', async () => {
    const head = await openPull('one');
    box.fail({ endpoint: list, times: 2, does: { status: 500 } });
    box.fail({ endpoint: askAgain, times: 1, does: 'reset' });
    const url = await start({ sweepSeconds: 1 });
    await until(() => answered(head));
    await until(async () => (await sweeps(url)) >= 1);
    expect(await figure(url, 'sweeps_total{outcome="failed"}')).toBe(3);
    expect(await repo.checkRuns(head)).toHaveLength(1);
  });

  it('reads a log of several pages, and later only what is new', async () => {
    await openPull('one');
    const [sample] = box.deliveries;
    if (sample === undefined) throw new Error('there is no delivery');
    const outcome = { statusCode: 200, status: 'OK', duration: 0, headers: {}, body: 'nothing to do' };
    const hour = 3_600_000;
    for (let index = 0; index < 250; index += 1) {
      box.state.deliveries.unshift({
        ...sample,
        id: 1_000_000 + index,
        guid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        deliveredAt: new Date(Date.now() - hour),
        outcome: index === 0 ? { ...outcome, statusCode: 503 } : outcome,
      });
    }
    const url = await start({ sweepSeconds: 1 });
    await until(async () => (await sweeps(url)) >= 1);
    const pages = () => box.requests.filter(({ endpoint }) => endpoint === list).length;
    expect(pages()).toBe(3);
    expect(askedAgain().some(({ path }) => path.endsWith('/deliveries/1000000/attempts'))).toBe(true);
    await until(async () => (await sweeps(url)) >= 3);
    await sleep(100);
    expect(pages()).toBeLessThanOrEqual(3 + (await sweeps(url)));
  });
});
