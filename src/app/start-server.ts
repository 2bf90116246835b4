import { openGitHub } from '../github/open-github.ts';
import { AuditPool } from './audit/audit-pool.ts';
import { Memory } from './audit/memory.ts';
import { defaults, type ServerConfig, webUrlOf } from './config.ts';
import { type Listening, listen } from './http/listen.ts';
import { openReadiness } from './http/readiness.ts';
import { receiveDeliveries } from './http/receive-delivery.ts';
import { receiveFromProxy } from './http/receive-from-proxy.ts';
import { routes, webhookPath } from './http/routes.ts';
import { itemIdOf, itemOf } from './item-of.ts';
import { Refusals } from './jobs/refusals.ts';
import type { Tools } from './jobs/tools.ts';
import { type Log, logForLibraries, openLog } from './log.ts';
import { logDelivery } from './log-delivery.ts';
import { type Metrics, openMetrics } from './metrics.ts';
import { SprintMemory } from './progress/sprint-memory.ts';
import { sweepChore } from './sweep/sweep-deliveries.ts';
import { taskName } from './task-key.ts';
import { openTaskQueue, type TaskQueue } from './task-queue.ts';
import { workers } from './workers.ts';

/** A server that runs. */
export interface RunningServer {
  readonly url: string;
  /** Takes no more deliveries, finishes what is being worked (as long as the configuration says), and ends. */
  stop(): Promise<void>;
}

/** What a server is given besides its configuration. */
export interface ServerOptions {
  readonly log?: Log;
  /** The bundle of the audit's thread; by default it lies beside this file's. */
  readonly auditWorker?: URL;
  /** Called where the server can't go on: the embedded database has died. */
  onFatal?(error: Error): void;
}

interface Parts {
  readonly config: ServerConfig;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly queue: TaskQueue;
  readonly tools: Tools;
}

/** Starts the whole server in this process and resolves once it takes deliveries. */
export async function startServer(config: ServerConfig, options: ServerOptions = {}): Promise<RunningServer> {
  const parts = await openParts(config, options);
  const { log, queue, tools } = parts;
  const close = async () => {
    await queue.stop(config.drainSeconds);
    await tools.pool.close();
  };
  try {
    if (config.role !== 'web') await beginWork(parts);
    const listening = await openDoor(parts);
    const proxy = new AbortController();
    if (config.role !== 'worker') openBackDoor(parts, listening, proxy.signal);
    log.info({ url: listening.url, role: config.role, database: config.database.kind }, 'ready');
    return {
      url: listening.url,
      stop: async () => {
        proxy.abort();
        await listening.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function beginWork({ config, log, metrics, queue, tools }: Parts): Promise<void> {
  await queue.work(workers(tools, { log, metrics }));
  const { github } = tools;
  const { apiUrl, sweepSeconds: everySeconds, writeSpacingMilliseconds: spacingMilliseconds } = config;
  const keptSeconds = (apiUrl === defaults.apiUrl ? 3 : 7) * 24 * 3600;
  const sweep = { github, queue, log, metrics, everySeconds, spacingMilliseconds, keptSeconds };
  await queue.repeat(sweepChore(sweep));
}

async function openParts(config: ServerConfig, options: ServerOptions): Promise<Parts> {
  const log = options.log ?? openLog(config);
  const metrics = openMetrics(config);
  const { appId, privateKey, apiUrl } = config;
  const queue = await openTaskQueue(config, log, (error) => options.onFatal?.(error));
  const github = await openGitHub({
    appId,
    privateKey,
    baseUrl: apiUrl,
    writeSpacingMilliseconds: config.writeSpacingMilliseconds,
    writeBurst: config.writeBurst,
    writeSettleMilliseconds: config.writeSettleMilliseconds,
    lagMilliseconds: config.lagMilliseconds,
    log: logForLibraries(log, config),
    onRequest: (seen) => metrics.request(seen),
    onBudget: (seen) => metrics.budget(seen),
  });
  const pool = new AuditPool(options.auditWorker ?? bundledWorker(), config.audits, (seen) =>
    metrics.auditStopped(seen),
  );
  return {
    config,
    log,
    metrics,
    queue,
    tools: {
      github,
      appId,
      lateSeconds: config.lateSeconds,
      settleSeconds: config.writeSettleMilliseconds / 1000,
      webUrl: webUrlOf(apiUrl),
      pool,
      memory: new Memory(),
      sprints: new SprintMemory(),
      refusals: new Refusals(),
      ask: async (task, { id, delivery }) => {
        await queue.store(itemOf({ ...task, delivery }, itemIdOf(`${id} ${taskName(task)}`), config));
      },
    },
  };
}

/** From the sources, as tests start it, the bundle has to be built first. */
function bundledWorker(): URL {
  const path = import.meta.url.endsWith('.ts') ? '../../dist/audit-worker.js' : './audit-worker.js';
  return new URL(path, import.meta.url);
}

/** Answers HTTP: deliveries, unless this process only works them, and those who watch over it. */
function openDoor({ config, log, metrics, queue, tools }: Parts): Promise<Listening> {
  const { appId, webhookSecret, progressDelaySeconds, lagMilliseconds, role } = config;
  const store = queue.store.bind(queue);
  const answer = routes({
    receive:
      role === 'worker'
        ? undefined
        : receiveDeliveries({ appId, webhookSecret, progressDelaySeconds, lagMilliseconds, store }),
    metrics,
    readiness: openReadiness({ database: () => queue.ping(), github: () => tools.github.reach() }),
    queueSize: () => queue.size(),
    logDelivery: logDelivery(log),
    logError: (error) => log.error({ err: error }, 'a request could not be answered'),
  });
  return listen(answer, config);
}

/** Lets deliveries in that come through a proxy, where one is named. */
function openBackDoor({ config, log }: Parts, { url }: Listening, signal: AbortSignal): void {
  const { webhookProxyUrl: proxyUrl } = config;
  if (proxyUrl === undefined) return;
  const logError = (error: unknown) => log.warn({ err: error }, 'the proxy can not be reached');
  void receiveFromProxy({ proxyUrl, webhookUrl: `${url}${webhookPath}`, logError }, signal);
}
