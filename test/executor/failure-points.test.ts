import { expect, it } from 'vitest';
import { failurePoints, withLineAt } from './failure-points.ts';

it.each([
  ['one command', 'a\n', [0, 1]],
  ['comments and empty lines', '# first\n\na\n\nb\n', [0, 3, 5]],
  ['a continued line', 'a \\\n  b\nc\n', [0, 2, 3]],
  ['a pipe and a list over lines', 'a |\n  b &&\n  c\n', [0, 3]],
  ['compound commands', 'if a; then\n  b\nfi\nf() {\n  c\n}\n', [0, 3, 6]],
  ['a heredoc', 'cat <<END\na\nEND\nb\n', [0, 3, 4]],
  ['a quotation over lines', "echo 'a\nb'\nc\n", [0, 2, 3]],
  ['expressions', `a \${{ x.y }}\nb "\${{ z }}"\n`, [0, 1, 2]],
])('finds the points of %s', (_, script, points) => {
  expect(failurePoints(script)).toEqual(points);
});

it('puts a line in at a point', () => {
  expect([0, 1, 2].map((point) => withLineAt('a\nb\n', point, 'X'))).toEqual([
    'X\na\nb\n',
    'a\nX\nb\n',
    'a\nb\nX\n',
  ]);
});
