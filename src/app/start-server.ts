import { openGitHub } from '../github/open-github.ts';
import { openQueue } from '../queue/open-queue.ts';
import type { Queue } from '../queue/queue.ts';
import { AuditPool } from './audit/audit-pool.ts';
import { Memory } from './audit/memory.ts';
import { type ServerConfig, webUrlOf } from './config.ts';
import { listen } from './http/listen.ts';
import { openReadiness } from './http/readiness.ts';
import { receiveDeliveries } from './http/receive-delivery.ts';
import { receiveFromProxy } from './http/receive-from-proxy.ts';
import { routes, webhookPath } from './http/routes.ts';
import { type Log, openLog } from './log.ts';
import { logDelivery } from './log-delivery.ts';
import { openMetrics } from './metrics.ts';
import type { Task } from './task.ts';
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

/** Starts the whole server in this process and resolves once it takes deliveries. */
export async function startServer(config: ServerConfig, options: ServerOptions = {}): Promise<RunningServer> {
  const log = options.log ?? (await openLog(config));
  const metrics = openMetrics();
  const { appId, privateKey, apiUrl: baseUrl, writeSpacingMilliseconds } = config;
  const queue = await openTaskQueue(config, { log, onFatal: options.onFatal });
  const github = await openGitHub({
    appId,
    privateKey,
    baseUrl,
    writeSpacingMilliseconds,
    log,
    onRequest: (seen) => metrics.request(seen),
  });
  const pool = new AuditPool(options.auditWorker ?? auditWorker(), config.audits);
  const tools = { github, appId, webUrl: webUrlOf(baseUrl), pool, memory: new Memory() };
  if (config.role !== 'web') await queue.work(workers(tools, { log, metrics }));
  const { webhookSecret } = config;
  const receive =
    config.role === 'worker'
      ? undefined
      : receiveDeliveries({ appId, webhookSecret, store: (item) => queue.store(item) });
  const listening = await listen(
    routes({
      receive,
      metrics,
      readiness: openReadiness({ database: () => queue.ping(), github: () => github.reach() }),
      queueSize: () => queue.size(),
      logDelivery: logDelivery(log),
      logError: (error) => log.error({ err: error }, 'a request could not be answered'),
    }),
    config,
  );
  const proxy = new AbortController();
  if (config.webhookProxyUrl !== undefined && receive !== undefined) {
    const webhookUrl = `${listening.url}${webhookPath}`;
    const logError = (error: unknown) => log.warn({ err: error }, 'the proxy can not be reached');
    void receiveFromProxy({ proxyUrl: config.webhookProxyUrl, webhookUrl, logError }, proxy.signal);
  }
  log.info({ url: listening.url, role: config.role, database: config.database.kind }, 'ready');
  return {
    url: listening.url,
    stop: async () => {
      proxy.abort();
      await listening.close();
      await queue.stop(config.drainSeconds);
      await pool.close();
    },
  };
}

function openTaskQueue(
  { database, jobs, retries, pollSeconds, audits }: ServerConfig,
  { log, onFatal }: { readonly log: Log; readonly onFatal: ServerOptions['onFatal'] },
): Promise<Queue<Task>> {
  const settings = {
    database,
    concurrency: jobs.concurrency,
    groupConcurrency: jobs.perInstallation,
    retries: retries.limit,
    retryDelay: retries.delay,
    longestRetryDelay: retries.longestDelay,
    attemptSeconds: Math.max(300, audits.seconds * 5),
    pollSeconds,
    // GitHub Enterprise Server redelivers for 7 days.
    keepSeconds: 8 * 24 * 3600,
  };
  return openQueue<Task>(settings, {
    error: (error) => log.error({ err: error }, 'the queue has an error'),
    warning: (message) => log.warn(message),
    fatal: (error) => {
      log.fatal({ err: error }, 'the queue is dead');
      onFatal?.(error);
    },
  });
}

/** From the sources, as tests start it, the bundle has to be built first. */
function auditWorker(): URL {
  const path = import.meta.url.endsWith('.ts') ? '../../dist/audit-worker.js' : './audit-worker.js';
  return new URL(path, import.meta.url);
}
