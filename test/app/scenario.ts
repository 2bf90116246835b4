import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';
import { bundleOptions } from '../../scripts/bundle-options.ts';
import { defaults, type ServerConfig } from '../../src/app/config.ts';
import { webhookPath } from '../../src/app/http/routes.ts';
import type { Log } from '../../src/app/log.ts';
import { type RunningServer, startServer } from '../../src/app/start-server.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { type GitHubBoxOptions, startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import type { CheckRun } from '../../src/demo/box/store/check.ts';
import type { RequestRecord } from '../../src/demo/box/store/request-record.ts';
import { newPgliteFolder } from '../pglite.ts';
import { postDelivery } from '../signed-delivery.ts';
import { secret } from './server-process.ts';
import { until } from './until.ts';

export { secret } from './server-process.ts';
export { until };

const root = resolve(import.meta.dirname, '../..');

/** One line of the server's log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

/** A GitHub in a box and a server that works for it, both in this process, talking over HTTP. */
export interface Scenario {
  readonly box: GitHubBox;
  readonly server: RunningServer;
  readonly config: ServerConfig;
  readonly log: readonly LogLine[];
  /** The requests for repositories that the App made since the last call. */
  newRequests(): RequestRecord[];
  /** Waits until every delivery is answered and worked. */
  settled(): Promise<void>;
  /** Stops the server and takes the box away. */
  end(): Promise<void>;
}

/** How the server and its GitHub are to be. */
export interface ScenarioOptions {
  readonly box?: GitHubBoxOptions;
  readonly config?: Partial<ServerConfig>;
  /** In place of the audit's own thread. */
  readonly auditWorker?: URL;
}

/** Bundles the audit's thread from the sources as they are now: it runs in no other way. */
export async function buildAuditWorker(): Promise<URL> {
  const outfile = join(root, 'dist/tested/audit-worker.js');
  await build({ ...bundleOptions, entryPoints: [join(root, 'src/app/audit/audit-worker.ts')], outfile });
  return pathToFileURL(outfile);
}

/** Starts a scenario before the tests of a file and ends it after them. */
export function useScenario(options: ScenarioOptions = {}): () => Scenario {
  let scenario: Scenario | undefined;
  beforeAll(async () => {
    scenario = await startScenario(options);
  });
  afterAll(async () => {
    await scenario?.end();
  });
  return () => {
    if (scenario === undefined) throw new Error('the scenario has not begun');
    return scenario;
  };
}

/** Starts a scenario; whoever starts it ends it. */
export async function startScenario({
  box: boxOptions = {},
  config: more = {},
  ...options
}: ScenarioOptions): Promise<Scenario> {
  const auditWorker = options.auditWorker ?? (await buildAuditWorker());
  const box = await startGitHubBox(boxOptions);
  const folder = await newPgliteFolder();
  const config = configFor(box, { database: { kind: 'embedded', folder }, ...more });
  const log: LogLine[] = [];
  const server = await startServer(config, { auditWorker, log: listLog(log) });
  box.sendWebhooksTo(`${server.url}${webhookPath}`, secret);
  // The first sweep is over before a test lets GitHub misbehave.
  if (config.role !== 'web')
    await until(() => log.some(({ msg }) => msg === 'the log of deliveries was swept'));
  let seen = 0;
  return {
    box,
    server,
    config,
    log,
    newRequests() {
      const requests = box.requests.slice(seen);
      seen = box.requests.length;
      return requests.filter(({ path }) => !/\/access_tokens$|\/app(?:$|\/hook\/)/.test(path));
    },
    async end() {
      await server.stop();
      await box.close();
      await rm(folder, { recursive: true, force: true });
    },
    async settled() {
      await box.settled();
      await idle(server.url);
      // What the App wrote may have sent further deliveries.
      await box.settled();
      await idle(server.url);
    },
  };
}

/** A configuration with which a server works for the box, quickly. */
export function configFor(box: GitHubBox, more: Partial<ServerConfig> = {}): ServerConfig {
  return {
    ...defaults,
    appId: box.state.app.id,
    privateKey: box.privateKey,
    webhookSecret: secret,
    apiUrl: `${box.url}/api/v3`,
    port: 0,
    host: '127.0.0.1',
    database: { kind: 'embedded', folder: undefined },
    audits: { threads: 2, seconds: 20, megabytes: 512 },
    retries: { limit: 3, delay: 1, longestDelay: 1 },
    progressDelaySeconds: 0,
    pollSeconds: 0.5,
    writeSpacingMilliseconds: 0,
    writeSettleMilliseconds: 0,
    lagMilliseconds: 0,
    lateSeconds: 2,
    drainSeconds: 5,
    ...more,
  };
}

/** The check runs on a commit, without the boxes' own bookkeeping. */
export function outcomes(
  runs: readonly CheckRun[],
): { status: string; conclusion: string | null; title: string | null; externalId: string }[] {
  return runs.map(({ status, conclusion, output, externalId }) => ({
    status,
    conclusion,
    title: output.title,
    externalId,
  }));
}

/** Sends a delivery that is signed as GitHub signs; returns the status of the answer. */
export function sendDelivery(server: RunningServer, event: string, payload: object): Promise<number> {
  const body = JSON.stringify(payload);
  return postDelivery(`${server.url}${webhookPath}`, { event, body, secret });
}

async function idle(url: string): Promise<void> {
  const end = Date.now() + 100_000;
  for (;;) {
    const text = await (await fetch(`${url}/metrics`)).text();
    const counts = ['waiting', 'active', 'untold'].map(
      (state) => text.match(new RegExp(`queue_items\\{state="${state}"\\} (\\d+)`))?.[1],
    );
    if (counts.every((count) => count === '0')) return;
    if (Date.now() > end) throw new Error(`the queue is not idle: ${counts}`);
    await sleep(50);
  }
}

/** A log that is a list. */
function listLog(lines: LogLine[]): Log {
  const write = (level: string) => (fields: unknown, msg?: string) => {
    lines.push(
      typeof fields === 'string' ? { level, msg: fields } : { level, ...(fields as object), msg: msg ?? '' },
    );
  };
  const log = {
    level: 'debug',
    ...Object.fromEntries(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => [level, write(level)]),
    ),
    child: () => log,
  };
  return log as unknown as Log;
}
