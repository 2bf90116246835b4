import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleOptions } from '../../scripts/bundle-options.ts';

const root = resolve(import.meta.dirname, '../..');
const sprint = 'src/demo/sprint';
let checkout: string;

// A checkout of its own, so that a test can spoil the sprint, and nobody else's bundle is in the way.
beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'demo-checkout-'));
  await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'));
  for (const name of ['package.json', 'src/demo/page/assets', sprint]) {
    await cp(join(root, name), join(checkout, name), { recursive: true });
  }
  await mkdir(join(checkout, 'dist'));
  const entryPoints = {
    demo: join(root, 'src/demo/main.ts'),
    'audit-worker': join(root, 'src/app/audit/audit-worker.ts'),
    'pglite-worker': join(root, 'src/queue/pglite-worker.ts'),
  };
  await build({ ...bundleOptions, entryPoints, outdir: join(checkout, 'dist'), splitting: true });
});
afterAll(() => rm(checkout, { recursive: true, force: true }));

function demo(...args: string[]): Promise<{ status: number; out: string }> {
  return new Promise((done) => {
    const program = join(checkout, 'dist/demo.js');
    execFile(process.execPath, [program, '--port', '0', ...args], (error, stdout, stderr) => {
      done({ status: error ? Number(error.code ?? -1) : 0, out: stdout + stderr });
    });
  });
}

describe('npm run demo', () => {
  it('-- --once shows the story and ends well, with two requests for a pull request', {
    timeout: 120_000,
  }, async () => {
    const { status, out } = await demo('--once');
    expect(out).toContain('All is as it should be');
    expect(out).toContain('this pull request cost 2 requests to GitHub');
    expect(out).toContain('Starting CI Warden');
    expect(out).toContain('contradicted   Add `.github/workflows/crun_e2e.yml`');
    expect(out).toContain('ready to tick  CI takes 30-40 % less time');
    expect(out).not.toContain('✗');
    expect(status).toBe(0);
  });

  it('-- --once ends with 1 when something is not as it should be', { timeout: 120_000 }, async () => {
    const mended = join(checkout, sprint, 'mended/.github/workflows/proxmox_e2e.yml');
    const text = await readFile(mended, 'utf8');
    await writeFile(mended, text.replaceAll('crun delete --force', 'crun list #'));
    try {
      const { status, out } = await demo('--once');
      expect(out).toContain('✗ the check run succeeds');
      expect(status).toBe(1);
    } finally {
      await writeFile(mended, text);
    }
  });

  it('stays up with its page until it is interrupted', { timeout: 120_000 }, async () => {
    const child = spawn(process.execPath, [join(checkout, 'dist/demo.js'), '--port', '0']);
    let out = '';
    const ready = new Promise<void>((done) => {
      child.stdout.on('data', (chunk) => {
        out += chunk;
        if (out.includes('until Ctrl-C')) done();
      });
    });
    const ended = new Promise<number | null>((done) => child.on('exit', done));
    await ready;
    const address = /See it as GitHub would show it: (\S+)/.exec(out)?.[1] ?? '';
    const page = await fetch(address);
    expect(page.url).toBe(`${address}/harbour-lab/dinghy/pulls`);
    expect(await page.text()).toContain('Lean, spread and clean');
    const progress = /The sprint's progress: (\S+)/.exec(out)?.[1] ?? '';
    expect(await (await fetch(progress)).text()).toContain('<code class="language-mermaid">');
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  it('says how it is used', async () => {
    expect(await demo('--help')).toMatchObject({ status: 0, out: expect.stringContaining('--once') });
    expect(await demo('--nonsense')).toMatchObject({
      status: 2,
      out: expect.stringContaining('npm run demo'),
    });
  });
});
