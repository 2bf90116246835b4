import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceText } from '../../../src/core/source/source-text.ts';
import type { ScalarNode } from '../../../src/core/workflow/model.ts';
import { valueAt } from '../../../src/core/workflow/node-access.ts';
import { readYaml } from '../../../src/core/workflow/read-yaml.ts';

/** The scalar at the key `k`; undefined where YAML refuses the file. */
function scalarIn(text: string): ScalarNode | undefined {
  const { root, problems } = readYaml(new SourceText('w.yml', text));
  const node = valueAt(root, 'k');
  return problems.length === 0 && node?.kind === 'scalar' ? node : undefined;
}

/** What the file says at each character of the value. */
function writtenAs(text: string): string[] {
  const node = scalarIn(text);
  if (node === undefined) throw new Error(`not read: ${JSON.stringify(text)}`);
  return [...node.text].map((_, i) => {
    const { start, end } = node.locate(i, i + 1);
    return text.slice(start, end);
  });
}

describe('locate', () => {
  test.each([
    ['k: abc', ['a', 'b', 'c']],
    [`k: 'a''b'`, ['a', `''`, 'b']],
    ['k: "a\\tb\\x41\\u00e9\\""', ['a', '\\t', 'b', '\\x41', '\\u00e9', '\\"']],
    ['k: "a\\\n  b"', ['a', 'b']],
    ['k: "a  \n   b\n\n c"', ['a', '\n', 'b', '\n', 'c']],
    ['k: a\n  b\n\n  c', ['a', '\n', 'b', '\n', 'c']],
    ['k: |\n  a\n   b\n', ['a', '\n', ' ', 'b', '\n']],
    ['k: |-\n  a\r\n  b\r\n', ['a', '\r', 'b']],
    ['k: |+\n  a\n\n\n', ['a', '\n', '\n', '\n']],
    ['k: |2\n    a\n', [' ', ' ', 'a', '\n']],
    ['k: | # why\n\n  a\n', ['\n', 'a', '\n']],
    ['k: >\n  a\n  b\n\n  c\n   d\n  e\n', ['a', '\n', 'b', '\n', 'c', '\n', ' ', 'd', '\n', 'e', '\n']],
    ['k: >-\n  a\n\n\n  b\n', ['a', '\n', '\n', 'b']],
  ])('%j', (text, expected) => {
    const written = writtenAs(text);
    // A CRLF may be shown by either of its characters.
    expect(written.map((part, i) => (expected[i] === '\r' && part === '\n' ? '\r' : part))).toEqual(expected);
  });

  test('a range spans from its first character to its last', () => {
    const text = 'k: |\n  one\n  two three\n';
    const node = scalarIn(text);
    const from = node?.text.indexOf('two') ?? -1;
    const span = node?.locate(from, from + 'two three'.length);
    expect(text.slice(span?.start, span?.end)).toBe('two three');
  });

  test('values that are no strings stay within their span', () => {
    for (const written of ['1.50', '0x10', '.inf', '1e21', '~', 'True']) {
      const node = scalarIn(`k: ${written}\n`);
      const span = node?.locate(0, 100);
      expect(span?.start).toBe(3);
      expect(span?.end).toBeLessThanOrEqual(3 + written.length);
    }
  });
});

const piece = fc.constantFrom(
  'a',
  'b',
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\t',
  '#',
  ':',
  '-',
  'é',
  '😀',
  '\n    ',
  '\n  ',
  '\n\n',
);
const body = fc.array(piece, { maxLength: 14 }).map((parts) => parts.join(''));
const indented = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(3), fc.constantFrom('', 'a', 'ab c', '\tx', '# y')), { maxLength: 7 }),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(
    ([lines, lineBreak]) =>
      lines.map(([extra, line]) => ' '.repeat(2 + extra) + line).join(lineBreak) + lineBreak,
  );
const header = fc
  .tuple(
    fc.constantFrom('|', '>'),
    fc.constantFrom('', '-', '+'),
    fc.constantFrom('', '1', '2', '3'),
    fc.constantFrom('', ' # c'),
  )
  .map(([style, chomp, indent, comment]) => `${style}${indent}${chomp}${comment}`);
const escaped = fc.constantFrom(
  '\\n',
  '\\t',
  '\\\\',
  '\\"',
  '\\x41',
  '\\u00e9',
  '\\U0001F600',
  '\\ ',
  '\\\n',
  '\\/',
  '\\_',
);
const files = fc.oneof(
  body.map((text) => `k: ${text}\n`),
  body.map((text) => `k: '${text.replaceAll('a', `''`)}'\n`),
  fc.array(fc.oneof(piece, escaped), { maxLength: 14 }).map((parts) => `k: "${parts.join('')}"\n`),
  fc.tuple(header, indented).map(([head, lines]) => `k: ${head}\n${lines}`),
  fc.tuple(header, indented).map(([head, lines]) => `k: ${head}\n${lines}z: 1\n`),
);

describe('locate, for any scalar that YAML reads', () => {
  test('each character of the value is the same character of the file, an escape, or a line break', () => {
    let read = 0;
    fc.assert(
      fc.property(files, (text) => {
        const node = scalarIn(text);
        if (typeof node?.value !== 'string') return;
        read += 1;
        let before = node.span.start;
        for (let i = 0; i < node.text.length; i += 1) {
          const { start, end } = node.locate(i, i + 1);
          const character = node.text[i] ?? '';
          const written = text.slice(start, end);
          const isEscape = written.startsWith('\\') || written === `''`;
          const isBreak = (character === ' ' || character === '\n') && /^[\r\n]?$/.test(written);
          if (written !== character && !isEscape && !isBreak) {
            throw new Error(
              `${JSON.stringify(text)}: ${JSON.stringify(character)} of ${i} at ${JSON.stringify(written)}`,
            );
          }
          expect(start).toBeGreaterThanOrEqual(before);
          before = isEscape ? start : end;
        }
      }),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(1000);
  });
});
