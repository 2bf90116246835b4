import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { webhookPath } from '../../src/app/http/routes.ts';
import { openLog } from '../../src/app/log.ts';
import { type RunningServer, startServer } from '../../src/app/start-server.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { createDatabase, findPostgres, freePort } from '../postgres.ts';
import { buildAuditWorker, configFor, secret } from './scenario.ts';
import { until } from './until.ts';
import { leakyWorkflow, testWorkflow } from './workflows.ts';

const postgres = await findPostgres();
afterAll(async () => {
  if (postgres.kind === 'server') await postgres.stop();
});

/** A line to the database that can be cut and mended. */
class Line {
  readonly port: number;
  readonly #to: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor(port: number, to: number) {
    this.port = port;
    this.#to = to;
  }

  async mend(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(this.#to, '127.0.0.1');
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.#sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

const name = postgres.kind === 'server' ? 'the store' : `the store (skipped: ${postgres.why})`;
describe.skipIf(postgres.kind === 'missing')(name, () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  it('being down is told to GitHub with 503, and what could not be stored comes when it is back', {
    timeout: 120_000,
  }, async () => {
    if (postgres.kind === 'missing') throw new Error(postgres.why);
    const url = new URL(await createDatabase(postgres));
    const line = new Line(await freePort(), Number(url.port));
    await line.mend();
    ends.push(() => line.cut());
    url.port = String(line.port);

    const box = await startGitHubBox();
    ends.push(() => box.close());
    const database = { kind: 'postgres', url: url.href } as const;
    const config = configFor(box, { database, sweepSeconds: 2, logLevel: 'fatal' });
    const log = openLog(config);
    const server: RunningServer = await startServer(config, { auditWorker: await buildAuditWorker(), log });
    ends.push(() => server.stop());
    box.sendWebhooksTo(`${server.url}${webhookPath}`, secret);
    const repo = await box.createRepository({
      owner: 'octo',
      name: 'stored',
      roles: { mona: 'admin' },
      files: { '.github/workflows/test.yml': testWorkflow },
    });

    await line.cut();
    const head = await repo.push('topic', { '.github/workflows/leak.yml': leakyWorkflow });
    await repo.openPullRequest({ head: 'topic', title: 'A change' });
    await box.settled();
    const failed = box.deliveries.filter(({ event }) => event === 'pull_request');
    expect(failed.map(({ outcome }) => outcome?.statusCode)).toEqual([503]);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);

    await line.mend();
    await until(async () => (await repo.checkRuns(head)).some(({ status }) => status === 'completed'));
    expect(await repo.checkRuns(head)).toHaveLength(1);
    const attempts = box.deliveries.filter(({ event }) => event === 'pull_request');
    expect(attempts.map(({ outcome, redelivery }) => [outcome?.statusCode, redelivery])).toEqual([
      [503, false],
      [202, true],
    ]);
  });
});
