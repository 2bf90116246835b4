import { describe, expect, test } from 'vitest';
import { writtenLines } from '../../../src/core/work/written-lines.ts';
import type { ScalarNode } from '../../../src/core/workflow/model.ts';

/** The commands, their words in brackets. */
function lines(text: string): string {
  const span = { start: 0, end: text.length };
  const node: ScalarNode = { kind: 'scalar', span, value: text, text, style: 'literal', locate: () => span };
  return writtenLines(node)
    .map(({ words }) => words.map((word) => `[${word}]`).join(''))
    .join(' ');
}

describe('writtenLines', () => {
  test.each([
    ['a line is a command', 'npm ci\nnpm test\n', '[npm][ci] [npm][test]'],
    ['Windows line ends', 'npm ci\r\nnpm test\r\n', '[npm][ci] [npm][test]'],
    ['what ends a command', 'a; b | c || d && e', '[a] [b] [c] [d] [e]'],
    ['quotes hold together', `echo "a; b" 'c | d' x"y z"`, '[echo][a; b][c | d][xy z]'],
    ['an empty text says nothing', 'tool "" x', '[tool][x]'],
    ['a lone quote is a character', "echo don't; next", "[echo][don't] [next]"],
    ['comments', '# one\nmake test # two\nmake x;# three', '[make][test] [make][x]'],
    ['no comments', 'git clone https://x.example/y#z dir', '[git][clone][https://x.example/y#z][dir]'],
    ['a number sign in quotes', 'echo "# a" b', '[echo][# a][b]'],
    ['comments of PowerShell', '<#\n about; this\n#>\nGet-Item <# which #> x', '[Get-Item][x]'],
    ['comments of cmd', 'REM about this\nrem\n:: that\nremake x', '[remake][x]'],
    [
      'PowerShell goes on behind a backtick',
      'docker run `\n  --rm `\r\n  image',
      '[docker][run][--rm][image]',
    ],
    ['cmd goes on behind a circumflex', 'cl /c ^\n  x.c', '[cl][/c][x.c]'],
    [
      'calls of PowerShell',
      `& "C:\\a b\\t.exe" x\n&'u.exe' y\n& $tool z`,
      '[C:\\a b\\t.exe][x] [u.exe][y] [$tool][z]',
    ],
    ['an expression is one word', `run \${{ matrix.a || 'b; c' }}-x`, `[run][\${{ matrix.a || 'b; c' }}-x]`],
    ['nothing', ' \n;;\n# only this', ''],
  ])('%s', (_, text, expected) => {
    expect(lines(text)).toBe(expected);
  });

  test('stand where their script stands', () => {
    const span = { start: 7, end: 9 };
    const node: ScalarNode = {
      kind: 'scalar',
      span,
      value: 'a',
      text: 'a',
      style: 'plain',
      locate: () => span,
    };
    expect(writtenLines(node)).toEqual([{ words: ['a'], known: ['a'], span }]);
  });
});
