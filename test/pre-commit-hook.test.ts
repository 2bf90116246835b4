import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');

describe('.pre-commit-hooks.yaml', () => {
  let hook: Record<string, unknown>;
  beforeAll(() => {
    const hooks: Record<string, unknown>[] = parse(text('.pre-commit-hooks.yaml'));
    expect(hooks).toHaveLength(1);
    hook = hooks[0] ?? {};
  });

  // pre-commit.com, "Creating new hooks": these four are required.
  it.each(['id', 'name', 'entry', 'language'])('says %s', (key) => {
    expect(hook[key]).toEqual(expect.stringMatching(/\S/));
  });

  it('audits the repository, not the files that changed', () => {
    expect(hook.pass_filenames).toBe(false);
    expect(hook.entry).toMatch(/ audit$/);
  });

  it('runs a program of the clone', () => {
    expect(hook.language).toBe('script');
    const [program = ''] = String(hook.entry).split(' ');
    accessSync(join(root, program), constants.X_OK);
    // It is built by `prepare`, which `npm ci` runs.
    expect(JSON.parse(text('package.json')).scripts.prepare).toBe('node scripts/prepare.ts');
  });

  it.each([
    ['.github/workflows/ci.yml', true],
    ['.github/ci-warden.yml', true],
    ['README.md', false],
  ])('looks at %s: %s', (path, looks) => {
    expect(new RegExp(String(hook.files)).test(path)).toBe(looks);
  });

  it('is the hook that the README names', () => {
    expect(text('README.md')).toContain(`hooks: [{ id: ${hook.id} }]`);
  });
});
