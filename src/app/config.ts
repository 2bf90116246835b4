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
  /** How long what an event tells of may be missing or old where it is read, before it is taken for gone. */
  readonly lateSeconds: number;
  /** How long to wait before the progress of sprints is brought up to date, so that a burst of events does it once. */
  readonly progressDelaySeconds: number;
  /** How often GitHub's log of deliveries is looked through for what did not get here, in seconds. */
  readonly sweepSeconds: number;
  /** How often to look for jobs besides being notified of them, in seconds. */
  readonly pollSeconds: number;
  /** The least time between two writes of one installation, where there are many; GitHub asks for a second. */
  readonly writeSpacingMilliseconds: number;
  /** How many writes of one installation go without a pause after a rest: GitHub takes 80 a minute. */
  readonly writeBurst: number;
  /** How long GitHub may still carry out a write that it has not answered; it ends each request after 10 s. */
  readonly writeSettleMilliseconds: number;
  /** How long what is read from GitHub may lag behind what was written there. */
  readonly lagMilliseconds: number;
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
  lateSeconds: 60,
  progressDelaySeconds: 5,
  sweepSeconds: 300,
  pollSeconds: 5,
  writeSpacingMilliseconds: 1000,
  writeBurst: 10,
  writeSettleMilliseconds: 10_000,
  lagMilliseconds: 5000,
  drainSeconds: 25,
} as const satisfies Partial<ServerConfig>;

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment, which is Probot's with DATABASE_URL, DATA_DIR, ROLE and the bounds of jobs and audits. `set-up`
 * where nothing is there yet that an App has and it isn't production: then Probot's set-up flow makes one. Throws
 * ConfigError.
 */
export function readConfig(env: Environment): ServerConfig | 'set-up' {
  if (wantsSetUp(env)) return 'set-up';
  return {
    ...defaults,
    appId: settings.appId(env),
    privateKey: settings.privateKey(env),
    webhookSecret: settings.webhookSecret(env),
    apiUrl: settings.apiUrl(env),
    port: settings.port(env),
    host: settings.host(env),
    database: settings.database(env),
    role: settings.role(env),
    logLevel: settings.logLevel(env),
    logFormat: settings.logFormat(env),
    webhookProxyUrl: settings.webhookProxyUrl(env),
    audits: settings.audits(env),
    jobs: settings.jobs(env),
  };
}

/** Whether there is nothing yet that an App has, on a machine where one may be made. */
function wantsSetUp(env: Environment): boolean {
  return env.NODE_ENV !== 'production' && !env.APP_ID && readPrivateKey(env) === undefined;
}

/** What is read of the environment, each by itself; each throws ConfigError where what it reads can't be used. */
export const settings = {
  appId(env: Environment): number {
    const appId = Number(env.APP_ID);
    if (Number.isSafeInteger(appId) && appId > 0) return appId;
    throw new ConfigError(
      'APP_ID is missing or no number: set it to the App ID on the settings page of your GitHub App.',
    );
  },
  privateKey(env: Environment): string {
    const key = readPrivateKey(env);
    if (key !== undefined) return key;
    throw new ConfigError(
      'The private key is missing: set PRIVATE_KEY, or PRIVATE_KEY_PATH to the .pem file that the settings page of your GitHub App gave you.',
    );
  },
  webhookSecret(env: Environment): string {
    if (env.WEBHOOK_SECRET) return env.WEBHOOK_SECRET;
    throw new ConfigError(
      'WEBHOOK_SECRET is missing: set it to the webhook secret on the settings page of your GitHub App; without it anybody could send deliveries.',
    );
  },
  apiUrl(env: Environment): string {
    if (!env.GHE_HOST) return defaults.apiUrl;
    const protocol = oneOf('GHE_PROTOCOL', env.GHE_PROTOCOL, ['https', 'http']);
    if (/^[\w.-]+(?::\d+)?$/.test(env.GHE_HOST)) return `${protocol}://${env.GHE_HOST}/api/v3`;
    throw new ConfigError(
      'GHE_HOST is no host: set it to a name like github.example.com, without https:// or a path.',
    );
  },
  port: (env: Environment): number =>
    readNumber(env, 'PORT', { least: 0, most: 65_535, what: 'no port' }) ?? defaults.port,
  host: (env: Environment): string | undefined => env.HOST || undefined,
  database: readDatabase,
  role: (env: Environment) => oneOf('ROLE', env.ROLE, ['all', 'web', 'worker']),
  logLevel: (env: Environment) =>
    oneOf('LOG_LEVEL', env.LOG_LEVEL, ['info', 'trace', 'debug', 'warn', 'error', 'fatal']),
  logFormat(env: Environment): 'json' | 'pretty' {
    const usual = env.NODE_ENV === 'production' ? 'json' : 'pretty';
    return env.LOG_FORMAT ? oneOf('LOG_FORMAT', env.LOG_FORMAT, ['json', 'pretty']) : usual;
  },
  webhookProxyUrl(env: Environment): string | undefined {
    if (!env.WEBHOOK_PROXY_URL) return undefined;
    if (URL.canParse(env.WEBHOOK_PROXY_URL)) return env.WEBHOOK_PROXY_URL;
    throw new ConfigError(
      'WEBHOOK_PROXY_URL is no address: set it to one like https://smee.io/abc, or leave it out.',
    );
  },
  audits(env: Environment): ServerConfig['audits'] {
    const { threads, seconds, megabytes } = defaults.audits;
    return {
      threads: readNumber(env, 'AUDIT_THREADS', { least: 1, most: 64 }) ?? threads,
      seconds: readNumber(env, 'AUDIT_SECONDS', { least: 1, most: 3600 }) ?? seconds,
      megabytes: readNumber(env, 'AUDIT_MEGABYTES', { least: 64, most: 65_536 }) ?? megabytes,
    };
  },
  jobs(env: Environment): ServerConfig['jobs'] {
    const { concurrency, perInstallation } = defaults.jobs;
    return {
      concurrency: readNumber(env, 'JOBS', { least: 1, most: 100 }) ?? concurrency,
      perInstallation: readNumber(env, 'JOBS_PER_INSTALLATION', { least: 1, most: 100 }) ?? perInstallation,
    };
  },
} as const;

/** Where people read what the API is about: `https://github.com` for GitHub itself. */
export function webUrlOf(apiUrl: string): string {
  return apiUrl === defaults.apiUrl ? 'https://github.com' : apiUrl.replace(/\/api\/v3\/?$/, '');
}

function readPrivateKey(env: Environment): string | undefined {
  try {
    const key = getPrivateKey({ env: { ...env, PRIVATE_KEY: withoutQuotes(env.PRIVATE_KEY) } }) ?? undefined;
    if (key !== undefined) createPrivateKey(key);
    return key;
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    throw new ConfigError(
      `The private key can't be read: set PRIVATE_KEY to all that the .pem file of your GitHub App has, from "-----BEGIN" to the end, as it is, with \\n for its line breaks, or in base64; or PRIVATE_KEY_PATH to that file (${why})`,
    );
  }
}

/** What shells take off, `docker run --env-file` and others hand on. */
function withoutQuotes(text: string | undefined): string | undefined {
  return text
    ?.trim()
    .replace(/^(["'])([\s\S]*)\1$/, '$2')
    .trim();
}

function readNumber(
  env: Environment,
  name: string,
  {
    least,
    most,
    what = 'no such number',
  }: { readonly least: number; readonly most: number; readonly what?: string },
): number | undefined {
  const text = env[name];
  if (!text) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new ConfigError(`${name} is ${what}: set it to a whole number from ${least} to ${most}.`);
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
