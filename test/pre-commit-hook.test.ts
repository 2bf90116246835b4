import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');

describe('.pre-commit-hooks.yaml', () => {
  let hooks: Record<string, unknown>[];
  const manifest = JSON.parse(text('package.json'));
  beforeAll(() => {
    hooks = parse(text('.pre-commit-hooks.yaml'));
  });

  // pre-commit.com, "Creating new hooks": id, name, entry and language are required.
  it('has the keys that pre-commit asks for', () => {
    expect(hooks).toHaveLength(1);
    for (const key of ['id', 'name', 'entry', 'language'])
      expect(hooks[0]?.[key]).toEqual(expect.any(String));
    expect(hooks[0]).toMatchObject({ id: 'ci-warden', language: 'node', pass_filenames: false });
  });

  it('runs a command that the package installs, and the package holds what that needs', () => {
    const [command = ''] = String(hooks[0]?.entry).split(' ');
    const program = manifest.bin[command];
    expect(program).toBe('dist/cli.js');
    expect(manifest.files).toContain('dist');
    // pre-commit installs from a clone, where nothing is built yet.
    expect(manifest.scripts.prepare).toBe('node scripts/prepare.ts');
    expect(existsSync(join(root, 'src/bin/main.ts'))).toBe(true);
  });

  it('asks for a Node on which the command runs', () => {
    expect(hooks[0]?.language_version).toBe(manifest.devDependencies.node);
  });

  it.each([
    ['.github/workflows/ci.yml', true],
    ['.github/ci-warden.yml', true],
    ['src/.github/x.yml', false],
    ['README.md', false],
  ])('looks at %s: %s', (path, looks) => {
    expect(new RegExp(String(hooks[0]?.files)).test(path)).toBe(looks);
  });

  it('is the hook that the README names', () => {
    expect(text('README.md')).toContain(`hooks: [{ id: ${hooks[0]?.id} }]`);
  });
});
