import { createPrivateKey } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { getPrivateKey } from '@probot/get-private-key';
import type { DatabaseChoice } from '../queue/database.ts';

/** All that a server is told. */
export interface ServerConfig {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Where GitHub's API is: `https://api.github.com`, or `https://<host>/api/v3` of an Enterprise Server. */
  readonly apiUrl: string;
  /** 0: any free port. */
  readonly port: number;
  /** Undefined: every interface. */
  readonly host: string | undefined;
  readonly database: DatabaseChoice;
  /** `web` takes deliveries in, `worker` works them, `all` does both. */
  readonly role: 'web' | 'worker' | 'all';
  readonly logLevel: LogLevel;
  readonly logFormat: 'pretty' | 'json';
  /** An address of smee.io or the like that passes deliveries on to this machine. */
  readonly webhookProxyUrl: string | undefined;
  readonly audits: { readonly threads: number; readonly seconds: number; readonly megabytes: number };
  readonly jobs: { readonly concurrency: number; readonly perInstallation: number };
  /** How failed jobs are tried again; times in seconds. */
  readonly retries: { readonly limit: number; readonly delay: number; readonly longestDelay: number };
  /** How long to wait before the progress of sprints is brought up to date, so that a burst of events does it once. */
  readonly progressDelaySeconds: number;
  /** How often to look for jobs besides being notified of them, in seconds. */
  readonly pollSeconds: number;
  /** The least time between two writes of one installation; GitHub asks for a second. */
  readonly writeSpacingMilliseconds: number;
  /** How long to finish what is being worked when the server stops. */
  readonly drainSeconds: number;
}

/** How much is logged. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** The configuration can't be used; the message says in one line what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** What nobody needs to say. */
export const defaults = {
  apiUrl: 'https://api.github.com',
  port: 3000,
  host: undefined,
  database: { kind: 'embedded', folder: 'data' },
  role: 'all',
  logLevel: 'info',
  logFormat: 'json',
  webhookProxyUrl: undefined,
  audits: { threads: Math.min(4, availableParallelism()), seconds: 60, megabytes: 1024 },
  jobs: { concurrency: 8, perInstallation: 3 },
  retries: { limit: 8, delay: 2, longestDelay: 300 },
  progressDelaySeconds: 5,
  pollSeconds: 5,
  writeSpacingMilliseconds: 1000,
  drainSeconds: 25,
} as const satisfies Partial<ServerConfig>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment, which is Probot's with DATABASE_URL, DATA_DIR and ROLE. `set-up` where nothing is there yet
 * that an App has and it isn't production: then Probot's set-up flow makes one. Throws ConfigError.
 */
export function readConfig(env: Environment): ServerConfig | 'set-up' {
  const isProduction = env.NODE_ENV === 'production';
  const privateKey = readPrivateKey(env);
  if (!env.APP_ID && privateKey === undefined && !isProduction) return 'set-up';
  const appId = Number(env.APP_ID);
  if (!Number.isSafeInteger(appId) || appId <= 0) {
    throw new ConfigError(
      'APP_ID is missing or no number: set it to the App ID on the settings page of your GitHub App.',
    );
  }
  if (privateKey === undefined) {
    throw new ConfigError(
      'The private key is missing: set PRIVATE_KEY, or PRIVATE_KEY_PATH to the .pem file that the settings page of your GitHub App gave you.',
    );
  }
  if (!env.WEBHOOK_SECRET) {
    throw new ConfigError(
      'WEBHOOK_SECRET is missing: set it to the webhook secret on the settings page of your GitHub App; without it anybody could send deliveries.',
    );
  }
  return {
    ...defaults,
    appId,
    privateKey,
    webhookSecret: env.WEBHOOK_SECRET,
    apiUrl: env.GHE_HOST ? `${env.GHE_PROTOCOL || 'https'}://${env.GHE_HOST}/api/v3` : defaults.apiUrl,
    port: readPort(env.PORT),
    host: env.HOST || undefined,
    database: readDatabase(env),
    role: oneOf('ROLE', env.ROLE, ['all', 'web', 'worker']),
    logLevel: oneOf('LOG_LEVEL', env.LOG_LEVEL, ['info', 'trace', 'debug', 'warn', 'error', 'fatal']),
    logFormat: env.LOG_FORMAT
      ? oneOf('LOG_FORMAT', env.LOG_FORMAT, ['json', 'pretty'])
      : isProduction
        ? 'json'
        : 'pretty',
    webhookProxyUrl: env.WEBHOOK_PROXY_URL || undefined,
  };
}

/** Where people read what the API is about: `https://github.com` for GitHub itself. */
export function webUrlOf(apiUrl: string): string {
  return apiUrl === defaults.apiUrl ? 'https://github.com' : apiUrl.replace(/\/api\/v3\/?$/, '');
}

function readPrivateKey(env: Environment): string | undefined {
  try {
    const key = getPrivateKey({ env: { ...env } }) ?? undefined;
    if (key !== undefined) createPrivateKey(key);
    return key;
  } catch (error) {
    throw new ConfigError(`The private key can't be read: ${error instanceof Error ? error.message : error}`);
  }
}

function readPort(text: string | undefined): number {
  if (!text) return defaults.port;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new ConfigError('PORT is no port: set it to a number from 0 to 65535.');
}

function readDatabase(env: Environment): DatabaseChoice {
  if (!env.DATABASE_URL) return { kind: 'embedded', folder: env.DATA_DIR || defaults.database.folder };
  if (/^postgres(?:ql)?:\/\//.test(env.DATABASE_URL)) return { kind: 'postgres', url: env.DATABASE_URL };
  throw new ConfigError('DATABASE_URL is not of PostgreSQL: it begins with postgres:// or postgresql://.');
}

function oneOf<Choice extends string>(
  name: string,
  text: string | undefined,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  if (!text) return choices[0];
  const choice = choices.find((one) => one === text);
  if (choice !== undefined) return choice;
  throw new ConfigError(`${name} is "${text.slice(0, 40)}": set it to one of ${choices.join(', ')}.`);
}
