import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** A PostgreSQL to test on, or why there is none and how to get one. */
export type PostgresFound =
  | {
      readonly kind: 'server';
      readonly source: 'given' | 'started';
      url(database: string): string;
      stop(): Promise<void>;
    }
  | { readonly kind: 'missing'; readonly why: string };

/**
 * The PostgreSQL that TEST_DATABASE_URL names, or a cluster of its own in a temporary folder that `stop` removes;
 * without `fsync`, since what tests write is thrown away. Throws where CI_WARDEN_REQUIRE_ALL=1 and there is none.
 */
export async function findPostgres(fsync: 'on' | 'off' = 'off'): Promise<PostgresFound> {
  const found = await find(fsync);
  if (found.kind === 'missing' && process.env.CI_WARDEN_REQUIRE_ALL === '1') throw new Error(found.why);
  return found;
}

/** Makes an empty database and returns its address. */
export async function createDatabase(server: PostgresFound & { kind: 'server' }): Promise<string> {
  const name = `t${process.pid}_${Math.random().toString(36).slice(2)}`;
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return server.url(name);
}

async function find(fsync: 'on' | 'off'): Promise<PostgresFound> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== '') {
    const url = (database: string) => Object.assign(new URL(given), { pathname: `/${database}` }).href;
    return { kind: 'server', source: 'given', url, stop: async () => {} };
  }
  const bin = binaries();
  if (bin === undefined) {
    return {
      kind: 'missing',
      why: 'PostgreSQL is not installed: `apt-get install postgresql` (or the like), or set TEST_DATABASE_URL',
    };
  }
  return startCluster(bin, fsync);
}

/** The folder with `initdb` and `postgres`; Debian keeps them off the PATH, newest version last. */
function binaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

async function startCluster(bin: string, fsync: 'on' | 'off'): Promise<PostgresFound> {
  const folder = await mkdtemp(join(tmpdir(), 'ci-warden-postgres-'));
  const owner = await unprivileged();
  if (owner !== undefined) await chown(folder, owner.uid, owner.gid);
  await chmod(folder, 0o700);
  const data = join(folder, 'data');
  const port = await freePort();
  const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '-N', '-E', 'UTF8', '--locale=C'];
  await run(join(bin, 'initdb'), init, { ...owner, cwd: folder });
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`];
  settings.push(`fsync=${fsync}`, 'max_connections=200');
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(join(bin, 'postgres'), args, { ...owner, cwd: folder, stdio: 'ignore' });
  const url = (database: string) => `postgresql://postgres@127.0.0.1:${port}/${database}`;
  const stop = async () => {
    await ended(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await reachable(url('postgres'));
  } catch (error) {
    await stop();
    throw error;
  }
  return { kind: 'server', source: 'started', url, stop };
}

/** PostgreSQL refuses to run as root: root runs it as somebody else. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      // No such user: the next one.
    }
  }
  return undefined;
}

async function reachable(url: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await sleep(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    // SIGQUIT: at once, without the checkpoint that nobody will read.
    child.kill('SIGQUIT');
  });
}

/** A port of the loopback address that nobody has. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
