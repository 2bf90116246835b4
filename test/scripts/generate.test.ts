import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
let copy: string;

/** A copy of all that generating reads. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'ci-warden-generate-'));
  for (const path of [
    'src',
    'scripts',
    'fixtures',
    'docs/rules',
    'schema',
    'README.md',
    'package.json',
    'tsconfig.json',
  ]) {
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function script(name: string, ...args: string[]): Promise<{ status: number; said: string }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(copy, 'scripts', name), ...args],
      { cwd: copy },
      (error, stdout, stderr) =>
        done({ status: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr }),
    );
  });
}

const read = (path: string) => readFileSync(join(copy, path), 'utf8');

describe('new-rule and generate', () => {
  it.each([
    [[], 'Say the name of the rule'],
    [['Boiling_Pot'], 'is no name for a rule'],
    [['../escape'], 'is no name for a rule'],
    [['duplicate-workflow'], 'src/core/rules/duplicate-workflow.ts is already there.'],
  ])('refuse %j', async (args, said) => {
    const result = await script('new-rule.ts', ...args);
    expect(result.status).toBe(2);
    expect(result.said).toContain(said);
  });

  it('write a rule that works, and all that follows from it', async () => {
    const written = await script('new-rule.ts', 'boiling-pot');
    expect(written).toMatchObject({ status: 0, said: expect.stringContaining('npm run generate') });
    expect(await script('generate.ts')).toMatchObject({ status: 0 });
    expect(read('src/core/rules/index.generated.ts')).toContain("import boilingPot from './boiling-pot.ts';");
    expect(read('README.md')).toContain('[`boiling-pot`](docs/rules/boiling-pot.md)');
    expect(read('schema/ci-warden.schema.json')).toContain('"boiling-pot"');
    const page = read('docs/rules/boiling-pot.md');
    expect(page).toContain('.github/workflows/ci.yml:4:3 warning boiling-pot');
    expect(page).toContain('Nothing to complain about in 1 workflow.');
    expect(page).not.toContain('expect:');
    expect(await script('generate.ts', '--check')).toEqual({ status: 0, said: '' });
  });

  it.each([
    ['README.md', (text: string) => text.replace('| rule |', '| rules |')],
    ['schema/ci-warden.schema.json', (text: string) => text.replace('"version"', '"versions"')],
    ['docs/rules/duplicate-workflow.md', (text: string) => `${text}More.\n`],
    ['src/core/rules/index.generated.ts', (text: string) => text.replace('[boilingPot, ', '[')],
  ])('name %s when it is not up to date, and leave it alone', async (path, change) => {
    const before = read(path);
    const drifted = change(before);
    expect(drifted).not.toBe(before);
    writeFileSync(join(copy, path), drifted);
    const { status, said } = await script('generate.ts', '--check');
    expect(status).toBe(1);
    expect(said).toContain(`not up to date: ${path}`);
    expect(read(path)).toBe(drifted);
    writeFileSync(join(copy, path), before);
  });

  it('name a page whose rule is gone', async () => {
    writeFileSync(join(copy, 'docs/rules/gone.md'), 'x');
    expect(await script('generate.ts', '--check')).toMatchObject({
      status: 1,
      said: expect.stringContaining('not up to date: docs/rules/gone.md'),
    });
    expect((await script('generate.ts')).said).toContain('docs/rules/gone.md');
    expect(await script('generate.ts', '--check')).toMatchObject({ status: 0 });
  });

  it('follow a change of words into every place', async () => {
    appendFileSync(join(copy, 'fixtures/boiling-pot/good/.github/workflows/ci.yml'), '\n# A last word.\n');
    expect((await script('generate.ts')).said).toBe('written: docs/rules/boiling-pot.md\n');
    expect(read('docs/rules/boiling-pot.md')).toContain('# A last word.');
  });
});
