import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveLines } from '../../../src/core/audit/move-lines.ts';

describe('lines of one version in another', () => {
  it.each([
    ['a\nb\nc', 'a\nb\nc', [1, 2, 3]],
    ['a\nb\nc', 'x\na\nb\nc', [2, 3, 4]],
    ['a\nnew\nb', 'a\nb', [1, 1, 2]],
    ['new\na', 'a', [1, 1]],
    ['a\r\nb', 'x\na\nb', [2, 3]],
  ])('%j in %j', (from, to, expected) => {
    const move = moveLines(from, to);
    expect(expected.map((_, index) => move(index + 1).line)).toEqual(expected);
  });

  it('says whether it is the very line', () => {
    const move = moveLines('a\nnew\nb', 'a\nb');
    expect([1, 2, 3].map((line) => move(line).isSame)).toEqual([true, false, true]);
  });

  it('always gives a line that is there, and the same text where it says so', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (from, to) => {
        const move = moveLines(from.join('\n'), to.join('\n'));
        for (const [index, text] of from.entries()) {
          const { line, isSame } = move(index + 1);
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(to.length);
          if (isSame) expect(to[line - 1]).toBe(text);
        }
      }),
    );
  });

  it('comes to an end on files that have nothing in common', () => {
    const from = Array.from({ length: 20_000 }, (_, index) => `a${index}`).join('\n');
    const to = Array.from({ length: 20_000 }, (_, index) => `b${index}`).join('\n');
    expect(moveLines(from, to)(15_000)).toEqual({ line: 15_000, isSame: false });
  });
});
