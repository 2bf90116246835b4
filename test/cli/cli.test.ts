import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { rules } from '../../src/core/rules/index.generated.ts';
import { buildCli, folderWith, type RunProgram, write } from './built-cli.ts';

let program: RunProgram;
beforeAll(async () => {
  program = await buildCli('cli');
});

const at = (name: string) => `.github/workflows/${name}`;
const valid = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';
/** GitHub refuses a job without a runner: an error that needs no policy. */
const refused = 'on: push\njobs:\n  a:\n    steps:\n      - run: make\n';

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b.test', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8' }).trim();
}

function committed(files: Readonly<Record<string, string>>): string {
  const folder = folderWith(files);
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'base');
  return folder;
}

async function report(args: readonly string[], options = {}) {
  const { status, stdout, stderr } = await program(['audit', ...args, '--format', 'json'], options);
  expect(stderr).toBe('');
  return {
    status,
    ...(JSON.parse(stdout) as {
      workflows: number;
      findings: { path: string; status: string; rule: string }[];
      resolved: unknown[];
    }),
  };
}

describe('exit status', () => {
  it('0 without errors, 1 with errors', async () => {
    expect((await program(['audit', folderWith({ [at('a.yml')]: valid })])).status).toBe(0);
    expect((await program(['audit', folderWith({ [at('a.yml')]: refused })])).status).toBe(1);
  });

  it.each<[what: string, args: string[], said: RegExp]>([
    ['no command', [], /name a command: audit, /],
    ['an unknown command', ['audti'], /unknown command 'audti' \(Did you mean audit\?\)/],
    ['an unknown option', ['audit', '--bsae', 'x'], /unknown option '--bsae' \(Did you mean --base\?\)/],
    ['an option without its value', ['audit', '--base'], /'--base <rev>' argument missing/],
    ['too many arguments', ['audit', 'a', 'b'], /too many arguments/],
    [
      'an unknown format',
      ['audit', '--format', 'xml'],
      /'xml' is invalid. Allowed choices are pretty, json, github, sarif/,
    ],
    ['a directory that is not there', ['audit', '/no/such/dir'], /there is no directory \/no\/such\/dir/],
    [
      'a file in place of a directory',
      ['audit', join(import.meta.dirname, 'cli.test.ts')],
      /is not a directory/,
    ],
    ['a policy that is not there', ['audit', '.', '--policy', 'no.yml'], /there is no policy no\.yml/],
    [
      'an unknown rule',
      ['audit', '--rule', 'duplicate-workflows'],
      /there is no rule "duplicate-workflows"; did you mean duplicate-workflow\?/,
    ],
    ['an unknown rule to explain', ['explain', 'dead-workflo'], /there is no rule "dead-workflo"/],
    ['nothing to explain', ['explain'], /missing required argument 'rule'/],
    ['an escape sequence', ['audit', '\u001b[31m'], /there is no directory .*\\u\{1b\}\[31m/],
  ])('2 for %s, in one line on stderr', async (_, args, said) => {
    const { status, stdout, stderr } = await program(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.endsWith('\n')).toBe(true);
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(said)]);
    expect(stderr.startsWith('ci-warden: ')).toBe(true);
  });

  it('0 for help and version', async () => {
    expect(await program(['--version'])).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
    const help = await program(['--help']);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('ci-warden [options] [command]');
    expect((await program(['audit', '--help'])).stdout).toContain('--base <rev>');
  });
});

describe('audit', () => {
  it('reads the directory as it is on disk, tracked or not', async () => {
    const folder = committed({ [at('a.yml')]: valid });
    write(folder, { [at('new.yml')]: refused });
    expect((await report([folder])).workflows).toBe(2);
  });

  it('takes the directory from where the person stands, also under npm', async () => {
    const folder = folderWith({
      [at('a.yml')]: valid,
      'sub/.github/workflows/b.yml': valid,
      'sub/.github/workflows/c.yml': valid,
    });
    expect((await report([], { cwd: folder })).workflows).toBe(1);
    expect((await report(['sub'], { cwd: folder })).workflows).toBe(2);
    const npm = {
      INIT_CWD: join(folder, 'sub'),
      npm_lifecycle_event: 'ci-warden',
      npm_package_name: 'ci-warden',
    };
    expect((await report([], { env: npm })).workflows).toBe(2);
    // Below another package's script, the folder that the script went to is meant.
    expect(
      (
        await report([], {
          cwd: folder,
          env: { ...npm, npm_lifecycle_event: 'lint', npm_package_name: 'other' },
        })
      ).workflows,
    ).toBe(1);
  });

  it('follows a link to the directory, but none inside of it', async () => {
    const folder = folderWith({ 'real/.github/workflows/a.yml': valid, 'elsewhere/workflows/b.yml': valid });
    symlinkSync('real', join(folder, 'link'));
    expect((await report([join(folder, 'link')])).workflows).toBe(1);
    mkdirSync(join(folder, 'other'));
    symlinkSync('../elsewhere', join(folder, 'other/.github'));
    const { status, stderr } = await program(['audit', join(folder, 'other')]);
    expect(status).toBe(2);
    expect(stderr).toContain('.github is a symbolic link, which GitHub does not follow');
  });

  it('runs the chosen rules only', async () => {
    const folder = folderWith({ [at('a.yml')]: refused });
    expect((await report([folder, '--rule', 'invalid-workflow'])).findings).toHaveLength(1);
    expect((await report([folder, '--rule', 'duplicate-workflow'])).findings).toEqual([]);
    const both = await report([folder, '--rule', 'duplicate-workflow', '--rule', 'invalid-workflow']);
    expect(both.findings).toHaveLength(1);
  });

  it("uses the directory's policy, or the one named", async () => {
    const policy = (severity: string) => `version: 1\nrules: { invalid-workflow: ${severity} }\n`;
    const folder = folderWith({
      [at('a.yml')]: refused,
      '.github/ci-warden.yml': policy('note'),
      'other.yml': policy('off'),
    });
    expect(await report([folder])).toMatchObject({ status: 0, findings: [{ severity: 'note' }] });
    expect(await report([folder, '--policy', 'other.yml'], { cwd: folder })).toMatchObject({
      status: 0,
      findings: [],
    });
  });

  it('takes a named policy through a link, and says what is wrong with it', async () => {
    const folder = folderWith({
      [at('a.yml')]: refused,
      'policy.yml': 'version: 1\nrules: { invalid-workflow: off }\n',
    });
    symlinkSync('policy.yml', join(folder, 'link.yml'));
    expect(await report([folder, '--policy', 'link.yml'], { cwd: folder })).toMatchObject({
      status: 0,
      findings: [],
    });
    const { status, stderr } = await program(['audit', folder, '--policy', '.github'], { cwd: folder });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'ci-warden: the policy .github cannot be read (EISDIR)\n',
    });
  });

  it('does not pass over a policy of the wrong name', async () => {
    const { status, stderr } = await program([
      'audit',
      folderWith({ '.github/ci-warden.yaml': 'version: 1' }),
    ]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'ci-warden: .github/ci-warden.yaml is not read: name it .github/ci-warden.yml\n',
    });
  });
});

describe('audit --base', () => {
  it('counts introduced errors only', async () => {
    const folder = committed({ [at('old.yml')]: refused, [at('fine.yml')]: valid });
    expect(await report([folder, '--base', 'HEAD'])).toMatchObject({
      status: 0,
      findings: [{ status: 'existing' }],
    });
    write(folder, { [at('new.yml')]: refused.replace('make', 'make another, very different thing') });
    const after = await report([folder, '--base', 'HEAD']);
    expect(after.status).toBe(1);
    expect(after.findings.map(({ path, status }) => `${path.slice(18)} ${status}`)).toEqual([
      'new.yml introduced',
      'old.yml existing',
    ]);
  });

  it('knows a renamed file, and praises what is resolved', async () => {
    const folder = committed({
      [at('a.yml')]: refused,
      [at('b.yml')]: `name: b\n${refused.replace('make', 'ls')}`,
    });
    renameSync(join(folder, at('a.yml')), join(folder, at('z.yml')));
    write(folder, { [at('b.yml')]: valid });
    const after = await report([folder, '--base', 'main']);
    expect(after.findings.map(({ path, status }) => `${path.slice(18)} ${status}`)).toEqual([
      'z.yml existing',
    ]);
    expect(after.resolved).toHaveLength(1);
  });

  it('reads a folder of a checkout, tags, and odd names', async () => {
    const folder = committed({ 'sub/.github/workflows/ä b.yml': refused, [at('top.yml')]: valid });
    git(folder, 'tag', 'v1');
    expect(await report([join(folder, 'sub'), '--base', 'v1'])).toMatchObject({
      status: 0,
      workflows: 1,
      findings: [{ status: 'existing' }],
    });
  });

  it("is not led astray by a hook's environment", async () => {
    const folder = committed({ [at('a.yml')]: refused });
    const other = committed({ 'README.md': '' });
    const env = { GIT_DIR: join(other, '.git'), GIT_INDEX_FILE: join(other, '.git/index') };
    expect((await report([folder, '--base', 'HEAD'], { env })).findings).toMatchObject([
      { status: 'existing' },
    ]);
  });

  it.each<[what: string, revision: string, said: RegExp]>([
    ['an unknown revision', 'nope', /git knows no revision "nope"/],
    ['what looks like an option', '--output=x', /git knows no revision "--output=x"/],
    ['nothing', '', /git knows no revision ""/],
  ])('says so for %s', async (_, revision, said) => {
    const { status, stderr } = await program(['audit', committed({ 'README.md': '' }), `--base=${revision}`]);
    expect(status).toBe(2);
    expect(stderr.trimEnd()).toMatch(said);
  });

  it('says so outside of a git repository', async () => {
    const folder = folderWith({ [at('a.yml')]: valid });
    const { status, stderr } = await program(['audit', folder, '--base', 'HEAD']);
    expect(status).toBe(2);
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/--base needs a git repository, and .* is in none/),
    ]);
  });
});

describe('output', () => {
  it('has colours only where they are wanted', async () => {
    const folder = folderWith({ [at('a.yml')]: refused });
    const escaped = '\u001b[';
    expect((await program(['audit', folder])).stdout).not.toContain(escaped);
    expect((await program(['audit', folder], { env: { FORCE_COLOR: '1' } })).stdout).toContain(escaped);
    expect((await program(['audit', folder], { env: { NO_COLOR: '1' } })).stdout).not.toContain(escaped);
    expect(
      (await program(['audit', folder, '--format', 'json'], { env: { FORCE_COLOR: '1' } })).stdout,
    ).not.toContain(escaped);
  });

  it('arrives whole through a pipe that is slow to read', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 400 }, (_, i) => [at(`w${i}.yml`), `name: w${i}\n${refused}`]),
    );
    const result = await program(['audit', folderWith(files), '--format', 'json']);
    expect((JSON.parse(result.stdout) as { findings: unknown[] }).findings.length).toBeGreaterThanOrEqual(
      400,
    );
    expect(result.stdout.length).toBeGreaterThan(200_000);
  });

  it('may be cut off by who reads it', async () => {
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [at(`w${i}.yml`), refused]));
    const folder = folderWith(files);
    const shell = spawn('sh', [
      '-c',
      `"$0" dist/tested/cli.js audit "$1" | head -n 1`,
      process.execPath,
      folder,
    ]);
    const stderr: Buffer[] = [];
    shell.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    await new Promise((done) => shell.on('close', done));
    expect(Buffer.concat(stderr).toString()).toBe('');
  });
});

describe('rules and explain', () => {
  it('lists every rule', async () => {
    const { status, stdout } = await program(['rules']);
    expect(status).toBe(0);
    for (const { id } of rules) expect(stdout).toContain(id);
  });

  it.each(rules.map(({ id }) => id))('explains %s', async (id) => {
    const { status, stdout } = await program(['explain', id]);
    expect(status).toBe(0);
    for (const part of [id, 'why:', 'do:', `ci-warden: allow ${id}`]) expect(stdout).toContain(part);
  });
});
