import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  expressionRanges,
  maskExpressions,
  normalExpression,
} from '../../../src/core/shell/mask-expressions.ts';
import { SymbolTable } from '../../../src/core/shell/symbols.ts';

describe('expressionRanges', () => {
  test.each([
    ['no expression', []],
    [`a \${{ b }} c`, [[2, 10]]],
    [
      `\${{ a }}\${{ b }}`,
      [
        [0, 8],
        [8, 16],
      ],
    ],
    [`\${{ format('}}') }}x`, [[0, 19]]],
    [`\${{ 'it''s }}' }}`, [[0, 17]]],
    [`\${{ open`, []],
    [`\${{ 'open }}`, []],
  ])('%s', (text, ranges) => {
    expect(expressionRanges(text).map(({ start, end }) => [start, end])).toEqual(ranges);
  });
});

test('one expression written in two ways is one value', () => {
  const symbols = new SymbolTable();
  const [one, other] = [`\${{github.sha}}`, `\${{  github.sha }}`].map((text) =>
    symbols.normalize(maskExpressions(text, symbols)),
  );
  expect(one).toBe(other);
  expect(symbols.show(one ?? '')).toBe(`\${{ github.sha }}`);
  expect(normalExpression(`\${{a  ||\n b}}`)).toBe(`\${{ a || b }}`);
});

test('masking keeps the length, and showing brings the text back', () => {
  const part = fc.constantFrom('a', ' ', '\n', '"', `\${{ x }}`, `\${{ github['a'] }}`, `\${{}}`, '$', '}}');
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join('');
      const symbols = new SymbolTable();
      const masked = maskExpressions(text, symbols);
      expect(masked).toHaveLength(text.length);
      const shown = symbols.show(symbols.normalize(masked));
      expect(shown.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});

test('a symbol stands for a value while it is defined', () => {
  const symbols = new SymbolTable();
  const masked = maskExpressions(`a-\${{ env.X }}`, symbols);
  symbols.define({ kind: 'expression', text: `\${{ env.X }}` }, 'b');
  expect(symbols.normalize(masked)).toBe('a-b');
  symbols.define({ kind: 'expression', text: `\${{ env.X }}` }, undefined);
  expect(symbols.isKnown(symbols.normalize(masked))).toBe(true);
  expect(symbols.show(symbols.normalize(masked))).toBe(`a-\${{ env.X }}`);
});
