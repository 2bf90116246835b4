import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { events } from '../../src/app/events/task-of.ts';
import { webhookPath } from '../../src/app/http/routes.ts';
import { placeholderOrigin } from '../../src/app/placeholder-origin.ts';
import { freePort } from '../postgres.ts';
import { until } from './scenario.ts';
import { buildServer } from './server-process.ts';

const root = resolve(import.meta.dirname, '../..');
let outfile: string;

interface Manifest {
  readonly name: string;
  readonly url: string;
  readonly public: boolean;
  readonly redirect_url?: string;
  readonly hook_attributes: { readonly url: string; readonly active: boolean };
  readonly default_events: readonly string[];
  readonly default_permissions: Readonly<Record<string, string>>;
}

const manifest = parse(await readFile(join(root, 'app.yml'), 'utf8')) as Manifest;

beforeAll(async () => {
  outfile = await buildServer('manifest');
});

describe('app.yml', () => {
  it('asks for the events that the App handles, and no others', () => {
    expect([...manifest.default_events].sort()).toEqual([...events].sort());
  });

  it('gives each event and each permission its reason', async () => {
    const lines = (await readFile(join(root, 'app.yml'), 'utf8')).split('\n');
    const asked = [...manifest.default_events.map((event) => `  - ${event}`)];
    const granted = Object.entries(manifest.default_permissions).map(
      ([name, level]) => `  ${name}: ${level}`,
    );
    for (const line of [...asked, ...granted]) expect(lines[lines.indexOf(line) - 1]).toMatch(/^ {2}# \w/);
  });

  it('asks for no more than is needed, and for no administration', () => {
    expect(manifest.default_permissions).toEqual({
      actions: 'read',
      checks: 'write',
      contents: 'read',
      issues: 'write',
      pull_requests: 'write',
      merge_queues: 'read',
      metadata: 'read',
    });
  });

  it('names the real path of the webhook', () => {
    expect(manifest.hook_attributes.url).toBe(`${placeholderOrigin}${webhookPath}`);
    expect(manifest.url).toBe(placeholderOrigin);
  });
});

describe("Probot's set-up flow", () => {
  let folder: string;
  let port: number;
  const servers: ChildProcess[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ci-warden-set-up-'));
    for (const file of ['app.yml', 'package.json']) {
      await writeFile(join(folder, file), await readFile(join(root, file)));
    }
  });
  afterAll(async () => {
    for (const server of servers) server.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  async function startSetUp(env: Record<string, string>): Promise<void> {
    port = await freePort();
    const base: Record<string, string> = {
      PATH: process.env.PATH ?? '',
      NO_SMEE_SETUP: 'true',
      PORT: String(port),
    };
    servers.push(
      spawn(process.execPath, [outfile], { cwd: folder, env: { ...base, ...env }, stdio: 'ignore' }),
    );
    await until(() =>
      fetch(`http://localhost:${port}/ping`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  }

  async function manifestOf(headers: Record<string, string> = {}): Promise<Manifest> {
    const page = await (await fetch(`http://localhost:${port}/probot`, { headers })).text();
    expect(page).toContain('action="https://github.com/settings/apps/new"');
    const [, value] = /name="manifest" id="manifest" value='([^']*)'/.exec(page) ?? [];
    return JSON.parse(value ?? '') as Manifest;
  }

  it('sends the manifest to GitHub with the address under which the page was opened', async () => {
    await startSetUp({});
    const here = `http://localhost:${port}`;
    expect(await manifestOf()).toMatchObject({
      ...manifest,
      url: here,
      hook_attributes: { url: `${here}${webhookPath}`, active: true },
      redirect_url: `${here}/probot/setup`,
    });
    const behindProxy = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'warden.example.org' };
    expect((await manifestOf(behindProxy)).hook_attributes.url).toBe(
      `https://warden.example.org${webhookPath}`,
    );
  });

  it("does not let a forged host into the page, and uses the proxy's address where there is one", async () => {
    await startSetUp({ WEBHOOK_PROXY_URL: 'https://smee.example/abc' });
    expect((await manifestOf()).hook_attributes.url).toBe('https://smee.example/abc');
    const forged = await fetch(`http://localhost:${port}/probot`, {
      headers: { 'x-forwarded-host': '"><script>' },
    });
    const page = await forged.text();
    expect(page).toContain(`${placeholderOrigin}${webhookPath}`);
  });
});

describe('a server that is not told enough', () => {
  async function start(env: Record<string, string>): Promise<{ code: number; said: string }> {
    const folder = await mkdtemp(join(tmpdir(), 'ci-warden-start-'));
    const child = spawn(process.execPath, [outfile], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', ...env },
    });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(child, 'close');
    await rm(folder, { recursive: true });
    return { code, said };
  }
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs1', format: 'pem' })
    .toString();
  const all = { APP_ID: '1', WEBHOOK_SECRET: 's', PRIVATE_KEY: key };

  it.each([
    [
      'no webhook secret',
      { APP_ID: '1', PRIVATE_KEY: key },
      /^ci-warden: WEBHOOK_SECRET is missing: set it to .*\n$/,
    ],
    ['no App in production', { NODE_ENV: 'production' }, /^ci-warden: APP_ID is missing .*\n$/],
    ['no private key', { APP_ID: '1', WEBHOOK_SECRET: 's' }, /^ci-warden: The private key is missing: .*\n$/],
    [
      'a database of another kind',
      { ...all, DATABASE_URL: 'mysql://x' },
      /^ci-warden: DATABASE_URL is not of PostgreSQL.*\n$/,
    ],
    [
      'a private key that is none',
      { ...all, PRIVATE_KEY: '-----BEGIN RSA PRIVATE KEY-----\nnone\n-----END RSA PRIVATE KEY-----' },
      /^ci-warden: The private key can't be read: .*\n$/,
    ],
    [
      'a role that is none',
      { ...all, ROLE: 'cook' },
      /^ci-warden: ROLE is "cook": set it to one of all, web, worker\.\n$/,
    ],
    ['a port that is none', { ...all, PORT: 'http' }, /^ci-warden: PORT is no port.*\n$/],
  ])('(%s) does not start and says in one line what to do', async (_, env, line) => {
    const { code, said } = await start(env);
    expect(code).toBe(1);
    expect(said).toMatch(line);
  });

  it('(a port that is taken) does not start and says in one line what to do', async () => {
    const taken = createServer().listen(0);
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, said } = await start({ ...all, PORT: String(port), LOG_LEVEL: 'fatal' });
    taken.close();
    expect(code).toBe(1);
    expect(said).toMatch(/^ci-warden: It can't listen at port \d+: .* Set PORT to another one\.\n$/);
  });
});
