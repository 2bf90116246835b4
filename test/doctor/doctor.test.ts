import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { webhookPath } from '../../src/app/http/routes.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { type GitHubBoxOptions, startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import type { Check, CheckState } from '../../src/doctor/check.ts';
import { runDoctor } from '../../src/doctor/run-doctor.ts';
import { claimFolder } from '../../src/queue/claim-folder.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { freePort } from '../postgres.ts';
import { queueSettings, untold } from '../queue-settings.ts';

const secret = 'a secret that is long enough';
const hook = `https://warden.test${webhookPath}`;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ci-warden-doctor-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let box: GitHubBox;
let env: Record<string, string>;
beforeEach(() => healthy());

/** A box in which nothing is wrong, and the environment of a server that works for it. */
async function healthy(options: GitHubBoxOptions = {}): Promise<void> {
  const made = await startGitHubBox(options);
  onTestFinished(() => made.close());
  box = made;
  env = { ...made.environment, WEBHOOK_SECRET: secret, DATA_DIR: join(folder, 'absent') };
  box.sendWebhooksTo(hook, secret);
  await made.createRepository({ owner: 'octo', name: 'hello', files: { 'README.md': 'hi\n' } });
  box.state.deliveries.length = 0;
  deliver(202, 202, 202);
}

/** Notes deliveries in GitHub's log, oldest first, by the status that answered them. */
function deliver(...statuses: number[]): void {
  for (const status of statuses) attempt(`guid-${box.state.nextId()}`, status);
}

function attempt(
  guid: string,
  status: number,
  of: { readonly event: string; readonly action: string | null } = { event: 'push', action: null },
): void {
  box.state.deliveries.push({
    id: box.state.nextId(),
    guid,
    ...of,
    deliveredAt: new Date(),
    redelivery: false,
    installationId: null,
    repositoryId: null,
    url: hook,
    request: { headers: {}, payload: {} },
    outcome: { statusCode: status, status: String(status), duration: 0, headers: {}, body: '' },
  });
}

/** What of a title, or of all, is not well. */
async function complaints(title?: string): Promise<Check[]> {
  const checks = await runDoctor(env);
  return checks.filter((check) => check.state !== 'ok' && (title === undefined || check.title === title));
}

async function says(title: string, state: CheckState, found: RegExp, remedy?: RegExp): Promise<void> {
  const all = await complaints();
  const [check, ...more] = all.filter((one) => one.title === title);
  expect(check, JSON.stringify(all)).toMatchObject({ state, found: expect.stringMatching(found) });
  if (remedy) expect(check?.remedy).toMatch(remedy);
  expect(more).toEqual([]);
}

describe('where all is well', () => {
  it('the doctor says so of each thing, tells no secret and writes nothing', async () => {
    const checks = await runDoctor(env);
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect([...new Set(checks.map(({ title }) => title))]).toEqual([
      'APP_ID',
      'PRIVATE_KEY',
      'WEBHOOK_SECRET',
      'GHE_HOST, GHE_PROTOCOL',
      'HOST, PORT',
      'DATABASE_URL, DATA_DIR',
      'ROLE',
      'LOG_LEVEL, LOG_FORMAT',
      'WEBHOOK_PROXY_URL',
      'AUDIT_THREADS, AUDIT_SECONDS, AUDIT_MEGABYTES',
      'JOBS, JOBS_PER_INSTALLATION',
      'Database',
      'Credentials',
      'Clock',
      'Permissions',
      'Events',
      'Webhook',
      'Recent deliveries',
      'Installations',
    ]);
    expect(JSON.stringify(checks)).not.toContain(secret);
    expect(new Set(box.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });
});

describe('the configuration', () => {
  it.each<[what: string, change: Record<string, string>, title: string, state: CheckState, found: RegExp]>([
    ['no App', { APP_ID: '' }, 'APP_ID', 'wrong', /^APP_ID is missing/],
    ['a key that is none', { PRIVATE_KEY: 'key' }, 'PRIVATE_KEY', 'wrong', /can't be read/],
    ['no secret', { WEBHOOK_SECRET: '' }, 'WEBHOOK_SECRET', 'wrong', /^WEBHOOK_SECRET is missing/],
    ['a short secret', { WEBHOOK_SECRET: 'short' }, 'WEBHOOK_SECRET', 'warning', /only 5 characters/],
    [
      'an address for a host',
      { GHE_HOST: 'https://x' },
      'GHE_HOST, GHE_PROTOCOL',
      'wrong',
      /GHE_HOST is no host/,
    ],
    ['a port that is none', { PORT: 'x' }, 'HOST, PORT', 'wrong', /PORT is no port/],
    ['no PostgreSQL', { DATABASE_URL: 'mysql://x' }, 'DATABASE_URL, DATA_DIR', 'wrong', /not of PostgreSQL/],
    [
      'two processes on the embedded database',
      { ROLE: 'web' },
      'DATABASE_URL, DATA_DIR',
      'wrong',
      /ROLE=web/,
    ],
    ['another role', { ROLE: 'x' }, 'ROLE', 'wrong', /ROLE is "x"/],
    ['another level', { LOG_LEVEL: 'x' }, 'LOG_LEVEL, LOG_FORMAT', 'wrong', /LOG_LEVEL is "x"/],
    ['no proxy', { WEBHOOK_PROXY_URL: 'x' }, 'WEBHOOK_PROXY_URL', 'wrong', /no address/],
    [
      'no threads',
      { AUDIT_THREADS: '0' },
      'AUDIT_THREADS, AUDIT_SECONDS, AUDIT_MEGABYTES',
      'wrong',
      /AUDIT_THREADS/,
    ],
    ['no jobs', { JOBS: '0' }, 'JOBS, JOBS_PER_INSTALLATION', 'wrong', /JOBS is/],
  ])('%s is told', async (_, change, title, state, found) => {
    env = { ...env, ...change };
    const check = (await complaints(title))[0];
    expect(check).toMatchObject({ state, found: expect.stringMatching(found) });
    expect(check?.remedy).toMatch(/^[A-Z]/);
  });

  it('tells where the database is, and not who logs in', async () => {
    env.DATABASE_URL = `postgres://warden:hidden@127.0.0.1:${await freePort()}/queue`;
    const checks = await runDoctor(env);
    const found = checks.find(({ title }) => title === 'DATABASE_URL, DATA_DIR')?.found;
    expect(found).toMatch(/^PostgreSQL at 127\.0\.0\.1:\d+\/queue$/);
    expect(JSON.stringify(checks)).not.toContain('hidden');
  });

  it('a proxy in production is told', async () => {
    env = { ...env, NODE_ENV: 'production', WEBHOOK_PROXY_URL: 'https://smee.io/abc' };
    box.sendWebhooksTo('https://smee.io/abc', secret);
    await says('WEBHOOK_PROXY_URL', 'warning', /in production/);
  });
});

describe('the credentials', () => {
  it('of another App are told', async () => {
    env.APP_ID = '999';
    await says('Credentials', 'wrong', /knows no App with this APP_ID/, /^Set APP_ID/);
  });

  it('with a key of another App are told', async () => {
    env.PRIVATE_KEY = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    }).privateKey;
    await says('Credentials', 'wrong', /refuses the App's signature/, /^Set PRIVATE_KEY/);
  });

  it('can not be looked at where GitHub is down or not there', async () => {
    box.fail({ endpoint: 'GET /app', times: 1, does: { status: 502 } });
    await says('Credentials', 'wrong', /does not answer at .*\(502\)/);
    env.GHE_HOST = `127.0.0.1:${await freePort()}`;
    await says('Credentials', 'wrong', /does not answer at http:/, /^See whether this machine reaches it/);
  });

  it('are not looked at before the configuration is right, and the rest is', async () => {
    env.APP_ID = '';
    expect(await complaints('Credentials')).toMatchObject([{ state: 'skipped' }]);
    expect((await runDoctor(env)).some(({ title }) => title === 'Database')).toBe(true);
  });
});

describe('the permissions and events', () => {
  const granted = {
    actions: 'read',
    checks: 'write',
    contents: 'read',
    issues: 'write',
    merge_queues: 'read',
    metadata: 'read',
    pull_requests: 'write',
  } as const;

  it('that the App lacks are named, with what does not work without', async () => {
    const { merge_queues: _, ...without } = granted;
    await healthy({ app: { permissions: { ...without, checks: 'read' } } });
    expect(await complaints('Permissions')).toMatchObject([
      {
        state: 'wrong',
        found: expect.stringMatching(/"checks: write" is missing: no check run can be written/),
      },
      { state: 'wrong', found: expect.stringMatching(/"merge queues: read" is missing: .*merge_group/) },
    ]);
  });

  it('that the App has and does not need are named, but not those of runners', async () => {
    const runners = { administration: 'read', organization_self_hosted_runners: 'read' } as const;
    await healthy({ app: { permissions: { ...granted, ...runners } } });
    expect(await complaints('Permissions')).toEqual([]);
    await healthy({ app: { permissions: { ...granted, contents: 'write', secrets: 'read' } } });
    await says('Permissions', 'warning', /"contents: write", "secrets: read"/);
  });

  it('to which the App does not subscribe are named, with what does not work without', async () => {
    await healthy({
      app: { events: ['pull_request', 'push', 'check_run', 'check_suite', 'issues', 'workflow_run'] },
    });
    expect(await complaints('Events')).toMatchObject([
      { state: 'wrong', found: expect.stringMatching(/"merge group" is not subscribed to: a merge queue/) },
      { state: 'wrong', found: expect.stringMatching(/"issue comment" is not subscribed to: \/ci-audit/) },
    ]);
  });
});

describe('the webhook', () => {
  it.each<[what: string, url: string, more: object, state: CheckState, found: RegExp]>([
    ['another path', 'https://warden.test/', {}, 'wrong', /the path \/, where the server takes nothing in/],
    ["the example's address", `https://ci-warden.example.com${webhookPath}`, {}, 'wrong', /as an example/],
    ['no encryption', `http://warden.test${webhookPath}`, {}, 'warning', /not encrypted/],
    ['forms', hook, { contentType: 'form' }, 'wrong', /sent as "form"/],
    ['no secret', hook, { secret: '' }, 'wrong', /there is no secret/],
    [
      'no look at the certificate',
      hook,
      { verifiesTls: 'no' },
      'warning',
      /does not look at the certificate/,
    ],
  ])('with %s is told', async (_, url, more, state, found) => {
    box.sendWebhooksTo(url, secret, more);
    await says('Webhook', state, found);
  });

  it('that is not there is told', async () => {
    box.fail({ endpoint: 'GET /app/hook/config', times: 1, does: { status: 404 } });
    await says('Webhook', 'wrong', /there is none/);
  });

  it('may be a proxy, if the server listens to it', async () => {
    env.WEBHOOK_PROXY_URL = 'https://smee.io/abc';
    await says('Webhook', 'wrong', /this server listens to https:\/\/smee.io\/abc/);
    box.sendWebhooksTo('https://smee.io/abc', secret);
    expect(await complaints('Webhook')).toEqual([]);
  });

  it('that GitHub does not tell of is told, and the rest is looked at', async () => {
    box.fail({ endpoint: 'GET /app/hook/config', times: 1, does: { status: 500 } });
    await says('Webhook', 'wrong', /GitHub does not tell/);
    expect((await runDoctor(env)).map(({ title }) => title)).toContain('Installations');
  });
});

describe('recent deliveries', () => {
  it.each<[status: number, why: RegExp]>([
    [401, /the signature did not fit/],
    [400, /did not understand/],
    [404, /something else than the server answered/],
    [413, /no body of that size/],
    [503, /the database was down/],
    [502, /got no answer/],
    [0, /no answer: GitHub got no answer/],
  ])('that fail with %i are told', async (status, why) => {
    deliver(status, status, status, status, status);
    await says('Recent deliveries', 'wrong', why);
    deliver(202);
    await says('Recent deliveries', 'warning', why, /The newest got here again/);
  });

  it('that came at the second try are here', async () => {
    attempt('twice', 503);
    attempt('twice', 202);
    expect(await complaints('Recent deliveries')).toEqual([]);
  });

  it('that ask for nothing are not asked for again, and are no matter', async () => {
    attempt('starred', 503, { event: 'star', action: 'created' });
    deliver(202);
    expect(await complaints('Recent deliveries')).toEqual([]);
  });

  it('of which there are none are told', async () => {
    box.state.deliveries.length = 0;
    await says('Recent deliveries', 'warning', /none in GitHub's log/);
  });
});

describe('the installations', () => {
  it('of which there are none are told', async () => {
    box.state.installations.clear();
    await says('Installations', 'warning', /there is none/);
  });

  it('that are suspended are told', async () => {
    box.suspend('octo');
    await says('Installations', 'warning', /^octo is suspended/, /Its owner lifts that at http/);
  });

  it('that have not accepted a permission are told, but not of what the App itself lacks', async () => {
    box.setPermissions('octo', { metadata: 'read', checks: 'write', contents: 'read', issues: 'write' });
    await says(
      'Installations',
      'warning',
      /^octo has not accepted actions, pull_requests, merge_queues$|^octo has not accepted actions, merge_queues, pull_requests$/,
    );
  });

  it('are named only so many times', async () => {
    for (let index = 0; index < 7; index += 1) {
      await box.createRepository({ owner: `owner-${index}`, name: 'x', files: { 'README.md': 'hi\n' } });
      box.suspend(`owner-${index}`);
    }
    const told = await complaints('Installations');
    expect(told).toHaveLength(6);
    expect(told.at(-1)?.found).toBe('2 more are like this one');
  });
});

describe('the clock', () => {
  it.each<[minutes: number, state: CheckState, found: RegExp]>([
    [1, 'warning', /^(59|60|61) s behind/],
    [-1, 'warning', /^(59|60|61) s ahead/],
    [-7, 'wrong', /^4[12]\d s ahead/],
  ])("is held against GitHub's, %i minutes away", async (minutes, state, found) => {
    await healthy({ now: () => new Date(Date.now() + minutes * 60_000) });
    await says('Clock', state, found);
  });
});

describe('the embedded database', () => {
  it('is told of while a server has it', async () => {
    env.DATA_DIR = await mkdtemp(join(folder, 'in-use-'));
    const queue = await openQueue(
      { ...queueSettings, database: { kind: 'embedded', folder: env.DATA_DIR } },
      untold,
    );
    const checks = await runDoctor(env);
    expect(checks.find(({ title }) => title === 'Database')?.found).toMatch(/a server has it/);
    await queue.stop(0);
    // Now nobody has it, and it is looked into.
    const found = (await runDoctor(env)).filter(({ title }) => title === 'Database').map((one) => one.found);
    expect(found).toEqual([
      expect.stringMatching(/^PostgreSQL 1\d\.\d/),
      expect.stringMatching(/^tables of version \d+, \d+\.\d MB; 0 jobs wait, 0 failed$/),
    ]);
    // Looked into and let go again.
    await (await claimFolder(env.DATA_DIR)).release();
  });

  it('is told of where its folder can not be one', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    env.DATA_DIR = join(file, 'below');
    await says('Database', 'wrong', /it can't be used: .*(EACCES|ENOTDIR)/);
  });
});
