import { Probot } from 'probot';
import type { ServerConfig } from './config.ts';

/** Probot's logger (pino). */
export type Log = Probot['log'];

/** Opens the log. What is logged as fields is escaped by it: a line break in a branch's name stays in its line. */
export async function openLog({
  logLevel,
  logFormat,
}: Pick<ServerConfig, 'logLevel' | 'logFormat'>): Promise<Log> {
  const probot = new Probot({ appId: 1, privateKey: 'none: only for its log', logLevel, logFormat });
  await probot.ready();
  return probot.log.child({ name: 'ci-warden' });
}
