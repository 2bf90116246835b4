import { expect, test } from 'vitest';
import { readAll, readOptions } from '../../../src/core/shell/read-options.ts';

const shape = { short: 'nf', long: ['--name'] };
const names = (words: string[]) =>
  readOptions(words, 0, shape).options.map(({ name, value }) =>
    value === undefined ? name : `${name} ${value}`,
  );

test.each([
  ['-a -b x -c', ['-a', '-b']],
  ['-ab', ['-a', '-b']],
  ['-an x y', ['-a', '-n x']],
  ['-nx y', ['-n x']],
  ['--name x y', ['--name x']],
  ['--name=x --other y', ['--name x', '--other']],
  ['-a -- -b', ['-a']],
  ['- -a', []],
])('%s', (words, expected) => {
  expect(names(words.split(' '))).toEqual(expected);
});

test('with `but` all options take a value that are not listed', () => {
  const read = readOptions('-d -e A=b --rm --name x img -c'.split(' '), 0, {
    but: true,
    short: 'd',
    long: ['--rm'],
  });
  expect(read.options.map(({ name }) => name)).toEqual(['-d', '-e', '--rm', '--name']);
  expect(read.operandsFrom).toBe(6);
});

test('readAll takes options and operands in any order', () => {
  const { options, operands } = readAll('a -f b --name c -- -d'.split(' '), 0, { long: ['--name'] });
  expect(options.map(({ name }) => name)).toEqual(['-f', '--name']);
  expect(operands).toEqual(['a', 'b', '-d']);
});
