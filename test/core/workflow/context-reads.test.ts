import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contextReads } from '../../../src/core/workflow/context-reads.ts';

test.each<[string, string[]]>([
  ['matrix.os', ['matrix.os']],
  [' github.ref ', ['github.ref']],
  [`matrix['os'].name`, [`matrix['os']`]],
  ['matrix[inputs.key]', ['inputs.key', 'matrix']],
  ['needs.*.result', ['needs']],
  [`contains(matrix.a, env.B) && !vars.C`, ['env.B', 'matrix.a', 'vars.C']],
  [`fromJSON(needs.a.outputs.b).c`, ['needs.a']],
  [`'matrix.os'`, []],
  ['true\n  && matrix.os', ['matrix.os']],
  ['matrix.', []],
])('%j reads %j', (source, expected) => {
  const reads = contextReads(source);
  expect(reads.map(({ start, end }) => source.slice(start, end)).sort()).toEqual(expected);
  // Each place is a read of the context that it names.
  for (const { context, start } of reads) expect(source.slice(start).startsWith(context)).toBe(true);
});

test.each([
  [`matrix.a || 'b'`, true],
  [`(matrix.a) || 'b'`, true],
  [`github.ref || matrix.a`, false],
  [`github.ref || matrix.a || 'b'`, true],
  [`!matrix.a || 'b'`, false],
  [`matrix.a == 'x' || 'b'`, false],
  ['matrix.a', false],
])('%s has a fallback: %s', (source, expected) => {
  expect(contextReads(source).find(({ context }) => context === 'matrix')?.hasFallback).toBe(expected);
});

test('never throws', () => {
  const words = fc.constantFrom(
    'matrix',
    '.',
    'os',
    '(',
    ')',
    '[',
    ']',
    '&&',
    '||',
    '!',
    '*',
    `'`,
    ',',
    ' ',
    '\n',
    '1',
  );
  fc.assert(
    fc.property(fc.array(words), (parts) => void contextReads(parts.join(''))),
    { numRuns: 2000 },
  );
});
