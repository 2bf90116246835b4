import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { bundleOptions } from '../../scripts/bundle-options.ts';
import { freePort } from '../../test/postgres.ts';

const root = resolve(import.meta.dirname, '../..');
const outdir = join(root, 'dist/bench');

/** The secret with which deliveries are signed. */
export const secret = 'a secret of the bench';

/** A program that takes deliveries in. */
export interface Program {
  readonly name: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Bundles the programs from the sources as they are now. */
export async function buildPrograms(): Promise<void> {
  const entryPoints = {
    server: join(root, 'src/app/main.ts'),
    'audit-worker': join(root, 'src/app/audit/audit-worker.ts'),
    'pglite-worker': join(root, 'src/queue/pglite-worker.ts'),
    probot: join(root, 'bench/intake/bare-probot.ts'),
    sender: join(root, 'bench/intake/sender.ts'),
  };
  await build({ ...bundleOptions, entryPoints, outdir, splitting: true });
}

/** Starts a program and waits until it listens. */
export async function startProgram(
  { file, env }: Program,
  { profile }: { readonly profile: boolean },
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const flags = profile ? ['--cpu-prof', `--cpu-prof-name=${file}-${Date.now()}.cpuprofile`] : [];
  const child = spawnProgram(file, flags, {
    PORT: String(port),
    HOST: '127.0.0.1',
    APP_ID: '1',
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: secret,
    LOG_FORMAT: 'json',
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
    ...env,
  });
  const origin = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`);
    if (
      await fetch(`${origin}/ping`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      break;
    await sleep(100);
  }
  return {
    url: `${origin}/api/github/webhooks`,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Starts one of the bundles. */
export function spawnProgram(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess {
  const flags = args.filter((arg) => arg.startsWith('--cpu-prof'));
  const rest = args.filter((arg) => !flags.includes(arg));
  return spawn(process.execPath, [...flags, join(outdir, `${file}.js`), ...rest], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** A folder for a database, taken away in the end. */
export async function temporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'ci-warden-bench-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

const privateKey = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;
