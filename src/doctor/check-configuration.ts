import { createPublicKey } from 'node:crypto';
import { ConfigError, type Environment, settings } from '../app/config.ts';
import type { DatabaseChoice } from '../queue/database.ts';
import { type Check, ok, warning, wrong } from './check.ts';

interface Setting {
  readonly title: string;
  /** Throws ConfigError. */
  look(env: Environment): Check | string;
}

/** The least length of a secret that can't be found by trying. */
const shortestSecret = 16;

const looks: readonly Setting[] = [
  { title: 'APP_ID', look: (env) => String(settings.appId(env)) },
  { title: 'PRIVATE_KEY', look: (env) => describeKey(settings.privateKey(env)) },
  { title: 'WEBHOOK_SECRET', look: (env) => judgeSecret(settings.webhookSecret(env)) },
  { title: 'GHE_HOST, GHE_PROTOCOL', look: (env) => settings.apiUrl(env) },
  { title: 'HOST, PORT', look: (env) => `${settings.host(env) ?? 'every interface'}, ${settings.port(env)}` },
  {
    title: 'DATABASE_URL, DATA_DIR',
    look: (env) => judgeDatabase(settings.database(env), settings.role(env)),
  },
  { title: 'ROLE', look: (env) => settings.role(env) },
  { title: 'LOG_LEVEL, LOG_FORMAT', look: (env) => `${settings.logLevel(env)}, ${settings.logFormat(env)}` },
  { title: 'WEBHOOK_PROXY_URL', look: (env) => judgeProxy(settings.webhookProxyUrl(env), env) },
  {
    title: 'AUDIT_THREADS, AUDIT_SECONDS, AUDIT_MEGABYTES',
    look: (env) => Object.values(settings.audits(env)).join(', '),
  },
  { title: 'JOBS, JOBS_PER_INSTALLATION', look: (env) => Object.values(settings.jobs(env)).join(', ') },
];

/** Looks at every environment variable that the server reads. No secret is in what it says. */
export function checkConfiguration(env: Environment): Check[] {
  return looks.map(({ title, look }) => {
    try {
      const found = look(env);
      return typeof found === 'string' ? ok(title, found) : found;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      const [found = '', remedy = ''] = error.message.split(/: (?=set )/, 2);
      return wrong(title, found, remedy === '' ? 'Mend it as it says.' : sentence(remedy));
    }
  });
}

function describeKey(pem: string): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPublicKey(pem);
  return `${type?.toUpperCase()}${details?.modulusLength ? `, ${details.modulusLength} bits` : ''}`;
}

function judgeSecret(secret: string): Check | string {
  if (secret.length >= shortestSecret) return `${secret.length} characters`;
  return warning(
    'WEBHOOK_SECRET',
    `only ${secret.length} characters`,
    'Take a long random one (`openssl rand -hex 32`), here and on the settings page of the App: who finds it can send deliveries.',
  );
}

function judgeDatabase(database: DatabaseChoice, role: string): Check | string {
  if (database.kind === 'postgres') return `PostgreSQL at ${placeOf(database.url)}`;
  if (role === 'all') return `embedded, in ${database.folder}`;
  return wrong(
    'DATABASE_URL, DATA_DIR',
    `the embedded database, with ROLE=${role}`,
    'Set DATABASE_URL: the embedded database has room for one process, so no other can take or give its jobs.',
  );
}

/** Host, port and database: without who logs in. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'an address of several hosts';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function judgeProxy(url: string | undefined, { NODE_ENV: mode }: Environment): Check | string {
  if (url === undefined) return 'none';
  if (mode !== 'production') return new URL(url).host;
  return warning(
    'WEBHOOK_PROXY_URL',
    `${new URL(url).host}, in production`,
    'Leave it out and let GitHub send to the server itself: a proxy keeps nothing that it could not pass on.',
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
