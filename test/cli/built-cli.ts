import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import { bundleOptions } from '../../scripts/bundle-options.ts';

const root = resolve(import.meta.dirname, '../..');

/** What a run of the program came to. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run the program. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the program as people do, in a process of its own; it is killed after 30 s. */
export type RunProgram = (args: readonly string[], options?: RunOptions) => Promise<Ran>;

/** Bundles the program from the sources as they are now, under a name of the test's own. */
export async function buildCli(name: string): Promise<RunProgram> {
  const outdir = join(root, 'dist/tested');
  // Split, as the program is: a command loads only what it needs.
  await build({
    ...bundleOptions,
    entryPoints: {
      [name]: join(root, 'src/bin/main.ts'),
      'pglite-worker': join(root, 'src/queue/pglite-worker.ts'),
    },
    outdir,
    splitting: true,
  });
  return (args, options = {}) => run(join(outdir, `${name}.js`), args, options);
}

function run(program: string, args: readonly string[], { cwd = root, env = {} }: RunOptions): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    timeout: 30_000,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const streams = [child.stdout, child.stderr].map((stream) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString();
  });
  return new Promise((done) => {
    child.on('close', (status) =>
      done({ status, stdout: streams[0]?.() ?? '', stderr: streams[1]?.() ?? '' }),
    );
  });
}

/** A folder with files by path, which goes when the test is over. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ci-warden-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  write(folder, files);
  return folder;
}

/** Writes files below a folder. */
export function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
