import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameText } from '../../../src/core/cleanup/same-text.ts';
import { maskExpressions } from '../../../src/core/shell/mask-expressions.ts';
import { SymbolTable } from '../../../src/core/shell/symbols.ts';

const symbols = new SymbolTable();
const text = (written: string) => symbols.normalize(maskExpressions(written, symbols));
const run = `\${{ github.run_id }}`;
const sha = `\${{ github.sha }}`;

test.each([
  ['a', 'a', 'yes'],
  ['a', 'b', 'no'],
  [`a-${run}`, `a-${run}`, 'yes'],
  [`a-${run}`, `b-${run}`, 'no'],
  [`a-${run}-x`, `a-${run}-y`, 'no'],
  [`a-${run}`, `a-${sha}`, 'maybe'],
  [run, 'anything', 'maybe'],
  [`a-${run}`, 'a-1', 'maybe'],
  [`a-${run}`, 'b', 'no'],
  [`a-${run}`, 'a', 'no'],
])('%s and %s: %s', (one, other, expected) => {
  expect(sameText(text(one), text(other), symbols)).toBe(expected);
  expect(sameText(text(other), text(one), symbols)).toBe(expected);
});

test('what can be equal is never ruled out', () => {
  const piece = fc.constantFrom('a', 'b', '-', run, sha);
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom('', 'a', 'ab'), (pieces, value) => {
      const pattern = pieces.join('');
      const filled = pattern.replaceAll(run, value).replaceAll(sha, value);
      expect(sameText(text(pattern), text(filled), symbols)).not.toBe('no');
    }),
  );
});
