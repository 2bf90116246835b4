import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const files = globSync('src/{core,github,queue,app,cli,bin}/**/*.ts', { cwd: root });
const runs = /^(?:node:)?(?:child_process|vm|repl|inspector)(?:\/|$)/;

function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(join(root, file), 'utf8'));
  return module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
}

describe('no code of a repository is ever run', () => {
  it('for nothing starts a process but the command line, which asks git', () => {
    expect(files.length).toBeGreaterThan(200);
    const starting = files.filter((file) => importsOf(file).some((name) => runs.test(name)));
    expect(starting).toEqual(['src/cli/read-revision.ts']);
  });

  it('for nothing makes code of text', () => {
    const making = files.filter((file) =>
      /\beval\(|new Function\(|\bimport\((?!['"`])/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(making).toEqual([]);
  });
});
