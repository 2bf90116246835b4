import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { bundleOptions } from '../../scripts/bundle-options.ts';
import { webhookPath } from '../../src/app/http/routes.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { freePort } from '../postgres.ts';
import { until } from './until.ts';

/** What deliveries are signed with. */
export const secret = 'a secret for tests';

const root = resolve(import.meta.dirname, '../..');

/** Bundles a server and its threads from the sources as they are now; returns the server's file. */
export async function buildServer(name: string, main = 'src/app/main.ts'): Promise<string> {
  const outdir = join(root, 'dist/tested', name);
  const entryPoints = {
    server: join(root, main),
    'audit-worker': join(root, 'src/app/audit/audit-worker.ts'),
    'pglite-worker': join(root, 'src/queue/pglite-worker.ts'),
  };
  await build({ ...bundleOptions, entryPoints, outdir, splitting: true });
  return join(outdir, 'server.js');
}

/** A server in a process of its own, which can be killed and started again at the same address. */
export class ServerProcess {
  readonly #file: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly url: string;
  #child: ChildProcess | undefined;
  /** All that it has said, over its lives. */
  said = '';

  static async create(
    file: string,
    box: GitHubBox,
    env: Readonly<Record<string, string>>,
  ): Promise<ServerProcess> {
    const port = await freePort();
    return new ServerProcess(file, port, { ...box.environment, ...env });
  }

  private constructor(file: string, port: number, env: Readonly<Record<string, string>>) {
    this.#file = file;
    this.url = `http://127.0.0.1:${port}`;
    this.#env = {
      PATH: process.env.PATH ?? '',
      HOST: '127.0.0.1',
      PORT: String(port),
      WEBHOOK_SECRET: secret,
      LOG_FORMAT: 'json',
      LOG_LEVEL: 'debug',
      ...env,
    };
  }

  get webhookUrl(): string {
    return `${this.url}${webhookPath}`;
  }

  /** Starts it and waits until it is ready. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [this.#file], {
      env: { ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        this.said += chunk;
      });
    }
    await until(() =>
      fetch(`${this.url}/readyz`).then(
        ({ ok }) => ok,
        () => {
          if (child.exitCode !== null || child.signalCode !== null) {
            throw new Error(`the server ended: ${this.said.slice(-10_000)}`);
          }
          return false;
        },
      ),
    );
  }

  /** Lets it stand still for so many milliseconds, as a machine that is paused does. */
  async freeze(milliseconds: number): Promise<void> {
    const child = this.#child;
    child?.kill('SIGSTOP');
    await sleep(milliseconds);
    child?.kill('SIGCONT');
  }

  /** Ends it and waits for its end; returns its status, or the signal that ended it. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string | null> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code, by] = await ended;
    return code ?? by;
  }
}
