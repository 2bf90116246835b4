import { ConfigError, type Environment, settings } from '../app/config.ts';
import { openLog } from '../app/log.ts';
import { readDeliveries } from '../github/delivery-log.ts';
import { GitHubError } from '../github/errors.ts';
import { openGitHub } from '../github/open-github.ts';
import { readApp, readHook, readInstallations } from '../github/read-app.ts';
import type { RequestSeen } from '../github/watched-fetch.ts';
import { inspectDatabase } from '../queue/inspect-database.ts';
import { type Check, skipped, wrong } from './check.ts';
import { checkClock } from './check-clock.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkCredentials } from './check-credentials.ts';
import { checkDatabase } from './check-database.ts';
import { checkDeliveries } from './check-deliveries.ts';
import { checkInstallations } from './check-installations.ts';
import { checkPermissions } from './check-permissions.ts';
import { checkWebhook } from './check-webhook.ts';
import { readManifest } from './manifest.ts';

/** How many installations are looked at. */
const mostInstallations = 1000;

/** Looks at all that a server with this environment needs; changes nothing, and never throws for what is wrong. */
export async function runDoctor(env: Environment): Promise<Check[]> {
  const configuration = checkConfiguration(env);
  const [database, github] = await Promise.all([lookAtDatabase(env), lookAtGitHub(env)]);
  return [...configuration, ...database, ...github];
}

async function lookAtDatabase(env: Environment): Promise<Check[]> {
  const choice = tried(() => settings.database(env));
  if (choice === undefined) return [skipped('Database', 'not looked at before its settings are right')];
  return checkDatabase(await inspectDatabase(choice));
}

async function lookAtGitHub(env: Environment): Promise<Check[]> {
  const known = tried(() => ({
    appId: settings.appId(env),
    privateKey: settings.privateKey(env),
    baseUrl: settings.apiUrl(env),
  }));
  if (known === undefined) {
    return [skipped('Credentials', 'not looked at before APP_ID, the private key and GHE_HOST are right')];
  }
  const clock: { secondsAhead: number | undefined } = { secondsAhead: undefined };
  const github = await openGitHub({
    ...known,
    writeSpacingMilliseconds: 0,
    writeSettleMilliseconds: 0,
    log: openLog({ logLevel: 'fatal', logFormat: 'json', webhookSecret: '' }, () => undefined),
    onRequest: (seen) => {
      clock.secondsAhead ??= secondsAhead(seen, Date.now());
    },
  });
  const client = await github.app();
  const app = await orError(readApp(client));
  const checks = [checkCredentials(app, known.baseUrl), checkClock(clock.secondsAhead)];
  if (app instanceof GitHubError) return checks;

  const manifest = readManifest();
  const proxyUrl = tried(() => settings.webhookProxyUrl(env));
  const looks: readonly [title: string, look: () => Promise<Check[]>][] = [
    ['Permissions', async () => checkPermissions(app, manifest)],
    ['Webhook', async () => checkWebhook(await readHook(client), proxyUrl)],
    [
      'Recent deliveries',
      async () =>
        checkDeliveries((await readDeliveries(client, { scope: 'all', cursor: undefined })).deliveries),
    ],
    [
      'Installations',
      async () => checkInstallations(await readInstallations(client, mostInstallations), app, manifest),
    ],
  ];
  for (const [title, look] of looks) {
    const found = await orError(look());
    checks.push(...(found instanceof GitHubError ? [unread(title, found)] : found));
  }
  return checks;
}

function unread(title: string, { message }: GitHubError): Check {
  return wrong(
    title,
    `GitHub does not tell: ${message}`,
    'Run this again; if it stays so, see https://www.githubstatus.com.',
  );
}

/** GitHub's clock has no parts of a second, and was read in the middle of the request. */
function secondsAhead({ clock, seconds }: RequestSeen, now: number): number | undefined {
  return clock === undefined ? undefined : (now - (seconds * 1000) / 2 - (clock + 500)) / 1000;
}

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

async function orError<T>(promise: Promise<T>): Promise<T | GitHubError> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof GitHubError) return error;
    throw error;
  }
}
