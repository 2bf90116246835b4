import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const [, table = ''] = /## The table\n([\s\S]*?)\n## /.exec(read('docs/security.md')) ?? [];
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => {
    const [threat = '', holds = '', tests = ''] = line.slice(2, -2).split(' | ');
    const named = [...tests.matchAll(/`([^`]+)`: "([^"]+)"/g)];
    return { threat, holds, tests, named: named.map(([, file = '', name = '']) => ({ file, name })) };
  });

/** Whether a file has a test, or a group of them, of that name. */
function hasTest(file: string, name: string): boolean {
  const text = read(file);
  return ["'", '"', '`'].some((quote) => {
    const written = name.replaceAll(quote, `\\${quote}`);
    return [name, written].some((one) => text.includes(`${quote}${one}${quote}`));
  });
}

describe('docs/security.md', () => {
  it('names a threat, what holds against it and the test that holds it, in each line', () => {
    expect(rows.length).toBeGreaterThan(30);
    for (const { threat, holds, tests, named } of rows) {
      expect(threat.length, threat).toBeGreaterThan(10);
      expect(holds.length, threat).toBeGreaterThan(10);
      expect(named.length, threat).toBeGreaterThan(0);
      // Nothing but tests stands there: what the pattern does not see would not be checked.
      expect(tests.split('; ').length, threat).toBe(named.length);
    }
  });

  it.each(rows.flatMap(({ named }) => named.map(({ file, name }) => [file, name])))(
    '%s has "%s"',
    (file, name) => {
      expect(existsSync(join(root, file))).toBe(true);
      expect(hasTest(file, name)).toBe(true);
    },
  );

  it('would miss a test that is gone', () => {
    expect(hasTest('test/app/intake.test.ts', '%s is welcome')).toBe(false);
  });

  it('speaks of each of the threats that the App was built against', () => {
    const said = rows.map(({ threat }) => threat).join('\n');
    const threats = [
      ...[
        /unsigned/,
        /wrongly signed/,
        /replayed/,
        /too large/,
        /without a webhook secret/,
        /without rights/,
      ],
      ...[
        /bot/,
        /edit/,
        /quotation/,
        /policy/,
        /fork.*comment/,
        /fork.*script/,
        /Markdown/,
        /Escape sequences/,
      ],
      ...[/SARIF/, /log\b/, /explodes/, /`\.\.`/, /Symbolic links/, /token/, /dependency/, /taken over/],
    ];
    expect(threats.filter((threat) => !threat.test(said))).toEqual([]);
  });
});
