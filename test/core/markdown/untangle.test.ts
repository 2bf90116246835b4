import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarkdown } from '../../../src/core/markdown/read-markdown.ts';
import { untangle } from '../../../src/core/markdown/untangle.ts';

const root = resolve(import.meta.dirname, '../../..');

describe('Markdown that people write', () => {
  it('comes back as it is', () => {
    const files = globSync('{*.md,docs/**/*.md,fixtures/**/*.md,src/demo/**/*.md}', { cwd: root });
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const text = readFileSync(join(root, file), 'utf8');
      expect(untangle(text)).toBe(text);
    }
  });

  it('does so where it is long', () => {
    const items = Array.from({ length: 3000 }, (_, i) => `- [x] **${i}** [a](b) \`c\`\n  more of it\n`).join(
      '',
    );
    const numbered = Array.from({ length: 3000 }, (_, i) => `${i + 1}. [ ] **${i}** [a](b)\n`).join('');
    const log = `\`\`\`\n${'at f (file.js:1:2) ~ <x>\n'.repeat(40)}\`\`\`\n`;
    for (const text of [items, numbered, log, '> quoted\n'.repeat(3000), `${'word '.repeat(20_000)}\n`])
      expect(untangle(text)).toBe(text);
  });
});

describe('Markdown that nobody writes', () => {
  it('ends an item with which thousands of lines go on at the margin, by one blank line', () => {
    const lines = ['- one', ...Array.from({ length: 5000 }, (_, index) => `line ${index}`)];
    const plain = untangle(lines.join('\n')).split('\n');
    const changed = plain.flatMap((line, index) => (line === lines[index] ? [] : [[index, line.trim()]]));
    expect(changed).toEqual([[1001, '']]);
    expect(readMarkdown(lines.join('\n')).children.map(({ type }) => type)).toEqual(['list', 'paragraph']);
  });

  it('keeps its length and its lines', () => {
    const piece = fc.constantFrom('> ', '1. ', '- ', '[', ']', '*', '_', '\n', '\r\n', 'a', ' ', '`');
    const tangle = fc
      .tuple(fc.array(piece, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 3000 }))
      .map(([pieces, times]) => pieces.join('').repeat(times));
    fc.assert(
      fc.property(tangle, (text) => {
        const plain = untangle(text);
        expect(plain.length).toBe(text.length);
        expect(plain.split('\n').length).toBe(text.split('\n').length);
      }),
    );
  });

  it.each([
    ['brackets', 'a]'],
    ['asterisks', 'a*_'],
    ['quotations', '> '],
    ['lists', '1. '],
    ['quotations begun anew', '>\n\n'],
    ['lists begun anew', '-\na\n\n'],
  ])('of endless %s is read to its end', (_, piece) => {
    expect(readMarkdown(piece.repeat(20_000)).type).toBe('root');
  });

  it.each([
    ['after a bullet', '1. a\n- b\n'],
    ['of another mark', '1) a\n'],
    ['after words', '1. a\nb\n'],
  ])('has numbers that begin nothing: %s', (_, before) => {
    expect(untangle(before + '2. a]\n'.repeat(5000))).toContain('a·');
  });

  it('has less of what no reader would count', () => {
    expect(untangle('a]'.repeat(5000))).toBe('a·'.repeat(5000));
    expect(untangle(`${'> '.repeat(200)}x`)).toMatch(/^(?:> ){99}>·+x$/);
  });
});
