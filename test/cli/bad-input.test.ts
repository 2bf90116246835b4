import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCli, folderWith, type RunProgram } from './built-cli.ts';

let program: RunProgram;
beforeAll(async () => {
  program = await buildCli('bad-input');
});

const healthy = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';
const at = (name: string) => `.github/workflows/${name}`;

interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly message: string;
  readonly start: { readonly line: number; readonly column: number };
}

/** What the audit says of a folder; fails unless it ends by itself with a report. */
async function findingsIn(folder: string): Promise<Finding[]> {
  const { status, stdout, stderr } = await program(['audit', folder, '--format', 'json']);
  expect(stderr).toBe('');
  expect([0, 1]).toContain(status);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  // For people the place is quoted from the file, which must be possible, too.
  expect((await program(['audit', folder])).status).toBe(status);
  return findings;
}

/** Findings of `invalid-workflow`, which a file gets that GitHub would refuse. */
async function refusals(folder: string): Promise<string[]> {
  const findings = await findingsIn(folder);
  return findings
    .filter(({ rule }) => rule === 'invalid-workflow')
    .map(({ path, start, message }) => `${path.slice(18)}:${start.line} ${message}`);
}

function nested(depth: number): string {
  return Array.from({ length: depth }, (_, index) => `${' '.repeat(index)}a:\n`).join('');
}

function bomb(): string {
  const levels = 'bcdefghijkl'.split('').map((name, index) => {
    const below = 'abcdefghijkl'[index];
    return `${name}: &${name} [${Array(10).fill(`*${below}`).join(', ')}]\n`;
  });
  return `a: &a [lol]\n${levels.join('')}${healthy}`;
}

describe('a file that GitHub would refuse is a finding', () => {
  it.each<[name: string, content: string | Uint8Array]>([
    ['not YAML', 'on: [push\njobs: }'],
    ['tabs', 'on: push\njobs:\n\ta:\n\t\truns-on: ubuntu-latest\n'],
    ['an empty file', ''],
    ['a list', '- on: push\n'],
    ['a script', '#!/bin/sh\necho "not a workflow"\n'],
    ['UTF-16, little endian', new Uint8Array(Buffer.from(`\ufeff${healthy}`, 'utf16le'))],
    ['UTF-16, big endian', new Uint8Array(Buffer.from(`\ufeff${healthy}`, 'utf16le').swap16())],
    ['binary', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1])],
    ['Latin-1', new Uint8Array(Buffer.from(`name: gr\xfcn\n${healthy}`, 'latin1'))],
    [
      '5 MB in one mapping',
      `${healthy}env:\n${Array.from({ length: 250_000 }, (_, i) => `  KEY_${i}: value\n`).join('')}`,
    ],
    ['5 MB in one list', `${healthy}x: [${'a, '.repeat(1_700_000)}]\n`],
    ['9 MB of comments', `${'# long\n'.repeat(1_300_000)}${healthy}`],
    ['aliases that multiply', bomb()],
    ['deep nesting in blocks', nested(3_000)],
    ['deep nesting in flow', `on: push\njobs: ${'['.repeat(200_000)}`],
  ])('%s', async (_, content) => {
    const folder = folderWith({ [at('x.yml')]: content, [at('healthy.yml')]: healthy });
    const refused = await refusals(folder);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every((line) => line.startsWith('x.yml:'))).toBe(true);
  });

  it('a directory named like a workflow', async () => {
    const folder = folderWith({ [at('healthy.yml')]: healthy });
    mkdirSync(join(folder, at('x.yml')));
    expect(await refusals(folder)).toEqual([expect.stringMatching(/^x\.yml:1 .*directory/)]);
  });

  it('a symbolic link, wherever it leads', async () => {
    const folder = folderWith({ [at('healthy.yml')]: healthy });
    symlinkSync('/etc/passwd', join(folder, at('x.yml')));
    symlinkSync('nowhere', join(folder, at('y.yml')));
    symlinkSync('healthy.yml', join(folder, at('z.yml')));
    const refused = await refusals(folder);
    expect(refused.map((line) => line.slice(0, 7))).toEqual(['x.yml:1', 'y.yml:1', 'z.yml:1']);
    expect(refused.join('\n')).not.toContain('root');
  });

  it('a named pipe, which nobody ever writes to', async () => {
    const folder = folderWith({ [at('healthy.yml')]: healthy });
    execFileSync('mkfifo', [join(folder, at('x.yml'))]);
    expect(await refusals(folder)).toEqual([expect.stringMatching(/^x\.yml:1 .*not a regular file/)]);
  });

  it('a file that may not be read', async () => {
    const folder = folderWith({ [at('x.yml')]: healthy });
    chmodSync(join(folder, at('x.yml')), 0);
    // Nothing is closed to root.
    const expected = process.getuid?.() === 0 ? [] : [expect.stringMatching(/^x\.yml:1 .*EACCES/)];
    expect(await refusals(folder)).toEqual(expected);
  });
});

describe('what is only unusual is read', () => {
  it.each<[name: string, content: string]>([
    ['Windows line ends', healthy.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${healthy}`],
    ['no line break at the end', healthy.trimEnd()],
    ['characters of every plane', healthy.replace('make', 'echo "ä 漢 😀 ‮"')],
    [
      '1,000 jobs',
      `on: push\njobs:\n${Array.from({ length: 1_000 }, (_, i) => `  job${i}:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make t${i}\n`).join('')}`,
    ],
  ])('%s', async (_, content) => {
    expect(await refusals(folderWith({ [at('x.yml')]: content }))).toEqual([]);
  });

  it('a script of 100,000 lines', async () => {
    const lines = Array.from({ length: 100_000 }, () => '          ls\n').join('');
    const folder = folderWith({ [at('x.yml')]: healthy.replace('make\n', `|\n${lines}`) });
    // GitHub takes 1 MiB a file: it is refused for that, and for nothing else.
    expect((await refusals(folder)).join()).toMatch(/^(x\.yml:\d+ .*(large|MiB|size|characters).*)?$/);
  });

  it('a script just within what GitHub takes', async () => {
    const lines = Array.from({ length: 60_000 }, () => '          ls\n').join('');
    expect(await refusals(folderWith({ [at('x.yml')]: healthy.replace('make\n', `|\n${lines}`) }))).toEqual(
      [],
    );
  });

  it('files beside the workflows, and folders below them', async () => {
    const files = {
      [at('notes.md')]: '[',
      [at('more/x.yml')]: '[',
      [at('x.yml.disabled')]: '[',
      [at('.yml')]: healthy,
    };
    expect(await refusals(folderWith(files))).toEqual([]);
  });

  it('a folder without workflows', async () => {
    expect(await findingsIn(folderWith({ 'README.md': '' }))).toEqual([]);
  });
});

describe('a policy that is wrong is one line on stderr', () => {
  it.each<[name: string, text: string | Uint8Array, expected: RegExp]>([
    ['an unknown key', 'version: 1\nrulez: {}\n', /\.github\/ci-warden\.yml:2:1: .*did you mean `rules`\?$/],
    ['not YAML', 'version: [', /ci-warden\.yml:1:\d+: not valid YAML/],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeffversion: 1', 'utf16le')), /UTF-16/],
    ['too long', `version: 1\n${'#'.repeat(300 * 1024)}`, /longer than 256 KiB/],
    ['escape sequences', 'version: 1\n"\\e[31mred": 1\n', /\\u\{1b\}\[31mred/],
  ])('%s', async (_, text, expected) => {
    const folder = folderWith({ '.github/ci-warden.yml': text, [at('a.yml')]: healthy });
    const { status, stdout, stderr } = await program(['audit', folder]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(expected)]);
    expect(stderr).not.toContain('\u001b');
  });
});
