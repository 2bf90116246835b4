import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Cmd, Copy, DockerfileParser, Healthcheck, type Instruction } from 'dockerfile-ast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// No Docker engine is at hand where these tests run, so the Dockerfile's own steps are run in their order, each stage in
// a clean folder that stands where the image's root would. This shows that the copied files suffice, that the commands
// work with scripts ignored and without development dependencies, that the server starts as another user than root and
// that the health check tells. It cannot show the base image, its size, layers and caches, or other platforms.

const root = resolve(import.meta.dirname, '..');
const node24 = join(root, 'node_modules/node/bin');
const isRoot = process.getuid?.() === 0;

interface Stage {
  readonly name: string;
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

function stagesOf(text: string): Stage[] {
  const dockerfile = DockerfileParser.parse(text);
  const stages: { name: string; from: string; instructions: Instruction[] }[] = [];
  for (const from of dockerfile.getFROMs()) {
    stages.push({ name: from.getBuildStage() ?? 'final', from: from.getImage() ?? '', instructions: [] });
  }
  let index = -1;
  for (const instruction of dockerfile.getInstructions()) {
    if (instruction.getKeyword() === 'FROM') index += 1;
    else stages[index]?.instructions.push(instruction);
  }
  return stages;
}

/** What `.dockerignore` lets into the build: it starts with `*` and names exceptions. */
function allowedIntoTheBuild(path: string): boolean {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n');
  expect(lines[0]).toBe('*');
  return lines.slice(1).some((line) => line === `!${path.split('/')[0]}`);
}

const folders = mkdtempSync(join(tmpdir(), 'ci-warden-image-'));
const stages = stagesOf(readFileSync(join(root, 'Dockerfile'), 'utf8'));
// The network's own settings (proxies, certificates) are the machine's, not the image's.
const env = { ...process.env, PATH: `${node24}:${process.env.PATH}` };
const final = join(folders, 'final');
let user: number | undefined;
let command: string[] = [];
let health: string[] = [];
let server: ChildProcess | undefined;
const settings: Record<string, string> = {};
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

function inImage(stage: string, workdir: string, path: string): string {
  return path.startsWith('/') ? join(folders, stage, path) : join(folders, stage, workdir, path);
}

function copy(instruction: Copy, stage: string, workdir: string): void {
  const flag = instruction.getFromFlag()?.getValue();
  const words = instruction.getArguments().map((argument) => argument.getValue());
  const target = inImage(stage, workdir, words.at(-1) ?? '.');
  for (const source of words.slice(0, -1)) {
    if (!flag) expect(allowedIntoTheBuild(source), `${source} passes .dockerignore`).toBe(true);
    const from = flag ? join(folders, flag, source) : join(root, source);
    const intoFolder = words.length > 2 || target.endsWith('/') || words.at(-1) === './';
    const to = intoFolder && !statSync(from).isDirectory() ? join(target, source) : target;
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  }
}

function build(stage: Stage): void {
  let workdir = '/';
  for (const instruction of stage.instructions) {
    const keyword = instruction.getKeyword();
    const text = instruction.getRawArgumentsContent() ?? '';
    if (keyword === 'WORKDIR') {
      workdir = text;
      mkdirSync(inImage(stage.name, workdir, '.'), { recursive: true });
    } else if (keyword === 'COPY' && instruction instanceof Copy) copy(instruction, stage.name, workdir);
    else if (keyword === 'RUN') {
      // Without root a folder can only be given to oneself.
      const script = isRoot ? text : text.replaceAll('1000:1000', `${process.getuid?.()}`);
      execFileSync('sh', ['-c', script], {
        cwd: inImage(stage.name, workdir, '.'),
        env,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
    } else if (keyword === 'ENV') {
      for (const pair of text.split(/\s+/))
        settings[pair.slice(0, pair.indexOf('='))] = pair.slice(pair.indexOf('=') + 1);
    } else if (keyword === 'USER') user = Number.parseInt(text, 10);
    else if (instruction instanceof Cmd) command = JSON.parse(text) as string[];
    else if (instruction instanceof Healthcheck)
      health = JSON.parse(text.slice(text.indexOf('['))) as string[];
    else expect(['VOLUME', 'EXPOSE']).toContain(keyword);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => probe.once('listening', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}

function asImageUser(): { uid?: number; gid?: number } {
  return isRoot && user !== undefined ? { uid: user, gid: user } : {};
}

describe('the image, step by step', () => {
  beforeAll(() => {
    for (const stage of stages) build(stage);
    // What the image's user may enter; in the image these folders belong to the image's root.
    for (const folder of isRoot ? [folders] : []) chownSync(folder, user ?? 0, user ?? 0);
  }, 300_000);
  afterAll(async () => {
    if (server?.exitCode === null) {
      server.kill('SIGKILL');
      await new Promise((done) => server?.once('exit', done));
    }
    rmSync(folders, { recursive: true, force: true });
  });

  it('stands on Node 24 in every stage', () => {
    expect(stages.map((stage) => stage.from)).toEqual(stages.map(() => 'node:24-bookworm-slim'));
    expect(stages.length).toBeGreaterThan(1);
  });

  it('has no development dependency, no source and no root in its last stage', () => {
    const packages = globSync('app/node_modules/{typescript,vitest,node,esbuild,playwright-core}', {
      cwd: final,
    });
    expect(packages).toEqual([]);
    expect(existsSync(join(final, 'app/src'))).toBe(false);
    expect(user).toBeGreaterThan(0);
  });

  it('refuses to start without a webhook secret', () => {
    const [program = '', ...rest] = command;
    expect(() =>
      execFileSync(program, rest, {
        cwd: join(final, 'app'),
        env: { PATH: env.PATH, ...settings, APP_ID: '1', PRIVATE_KEY: privateKey },
        stdio: 'pipe',
        ...asImageUser(),
      }),
    ).toThrow(/WEBHOOK_SECRET/);
  });

  it('starts, reports healthy, and stops on SIGTERM', async () => {
    const port = await freePort();
    const credentials = {
      APP_ID: '1',
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: 'a secret of this test',
    };
    const running = { PATH: env.PATH, ...settings, ...credentials, PORT: String(port), HOST: '127.0.0.1' };
    const [program = '', ...rest] = command;
    server = spawn(program, rest, {
      cwd: join(final, 'app'),
      env: running,
      stdio: 'ignore',
      ...asImageUser(),
    });
    const [probe = '', ...words] = health;
    const healthy = () => {
      try {
        execFileSync(probe, words, { env: running, stdio: 'ignore' });
        return true;
      } catch {
        return false;
      }
    };
    await expect.poll(healthy, { timeout: 60_000, interval: 500 }).toBe(true);
    const ended = new Promise<number | null>((done) => server?.once('exit', (code) => done(code)));
    server.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(healthy()).toBe(false);
  }, 120_000);
});
