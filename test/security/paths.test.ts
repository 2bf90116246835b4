import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildCli, type RunProgram, write } from '../cli/built-cli.ts';

let program: RunProgram;
beforeAll(async () => {
  program = await buildCli('paths');
});

/** A folder with what must not be read, and the repository in it. */
let outside: string;
let root: string;
beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'ci-warden-paths-'));
  root = join(outside, 'repository');
  write(outside, {
    'secret.sh': 'crun create secret-container\n',
    'action/action.yml':
      'runs:\n  using: composite\n  steps: [{ run: crun create secret-container, shell: bash }]\n',
    Makefile: 'all:\n\tcrun create secret-container\n',
    'plan.md': '- [ ] secret-container\n',
    'repository/scripts/inside.sh': 'crun create inside-container\n',
  });
});
afterEach(() => rmSync(outside, { recursive: true, force: true }));

const workflow = '.github/workflows/w.yml';

/** A workflow with one step, which is written as YAML. */
function withStep(step: string): void {
  write(root, {
    [workflow]: `on: push\njobs:\n  a:\n    runs-on: self-hosted\n    steps:\n      - ${step}\n`,
  });
}

async function said(args: readonly string[] = []): Promise<string> {
  const outputs = await Promise.all(
    ['pretty', 'json'].map((format) => program(['audit', root, '--format', format, ...args])),
  );
  for (const { status } of outputs) expect([0, 1]).toContain(status);
  return outputs.map(({ stdout, stderr }) => stdout + stderr).join('\n');
}

describe('a script of the repository', () => {
  it('is read, so that these tests are about something', async () => {
    withStep('run: bash scripts/inside.sh');
    expect(await said()).toContain('inside-container');
  });
});

describe('nothing outside of the repository is read', () => {
  it.each([
    ['by `..` in a command', () => 'run: bash ../secret.sh'],
    ['by `..` in the middle of a path', () => 'run: bash scripts/../../secret.sh'],
    ['by an absolute path', () => `run: bash ${outside}/secret.sh`],
    ['by source', () => 'run: source ../secret.sh'],
    ['by a working directory', () => '{ run: bash secret.sh, working-directory: .. }'],
    ['by cd', () => 'run: cd .. && bash secret.sh'],
    ['by a makefile', () => 'run: make -C ..'],
    ['by an action', () => 'uses: ./../action'],
    ['by an expression', () => "run: bash ${{ '../secret.sh' }}"],
  ])('%s', async (_, step) => {
    withStep(step());
    expect(await said()).not.toContain('secret-container');
  });

  it.each([
    ['a link to a file', 'scripts/link.sh', '../../secret.sh'],
    ['a link to a folder', 'linked', '..'],
  ])('through %s', async (_, link, target) => {
    symlinkSync(target, join(root, link));
    withStep(`run: bash ${link === 'linked' ? 'linked/secret.sh' : link}`);
    expect(await said()).not.toContain('secret-container');
  });

  it('through a policy, or a link in its place', async () => {
    withStep('run: x');
    write(root, { '.github/ci-warden.yml': 'version: 1\ntracking: [{ issue: 1, plan: ../plan.md }]\n' });
    expect(await said()).not.toContain('secret-container');
    rmSync(join(root, '.github/ci-warden.yml'));
    writeFileSync(join(outside, 'policy.yml'), 'secret-container: 1\n');
    symlinkSync('../../policy.yml', join(root, '.github/ci-warden.yml'));
    const { status, stderr } = await program(['audit', root]);
    expect(status).toBe(2);
    expect(stderr).not.toContain('secret-container');
  });

  it('through a link in a commit', async () => {
    withStep('run: bash scripts/inside.sh');
    symlinkSync('../../secret.sh', join(root, 'scripts/link.sh'));
    symlinkSync('../../../secret.sh', join(root, '.github/workflows/link.yml'));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.test', ...args], {
        cwd: root,
        stdio: 'pipe',
      });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'x');
    withStep('run: bash scripts/link.sh');
    expect(await said(['--base', 'HEAD'])).not.toContain('secret-container');
  });
});

describe('what is no file, or too large, ends nothing', () => {
  it.each([
    ['a script that is a named pipe', 'scripts/pipe.sh', (path: string) => execFileSync('mkfifo', [path])],
    ['a script that is a folder', 'scripts/folder.sh', (path: string) => mkdirSync(path)],
    [
      'a script of 40 MB',
      'scripts/large.sh',
      (path: string) => writeFileSync(path, Buffer.alloc(40_000_000, 'x\n')),
    ],
    ['a binary', 'scripts/binary.sh', (path: string) => writeFileSync(path, Buffer.alloc(1000))],
  ])('%s', async (_, path, make) => {
    make(join(root, path));
    withStep(`run: bash ${path}`);
    expect(await said()).toContain('workflow');
  });
});
