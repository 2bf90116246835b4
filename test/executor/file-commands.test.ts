import { expect, it } from 'vitest';
import { readFileCommands } from './file-commands.ts';

it.each([
  ['a=1\nb=x=y\n', { a: '1', b: 'x=y' }],
  ['a=1\na=2\n', { a: '2' }],
  ['text<<END\none\n\ntwo=2\nEND\nb=\n', { text: 'one\n\ntwo=2', b: '' }],
  ['a=x<<y\n', { a: 'x<<y' }],
  ['', {}],
])('reads %j', (text, expected) => {
  expect(Object.fromEntries(readFileCommands(text))).toEqual(expected);
});

it.each(['no sign\n', 'text<<END\nnever ends\n'])('refuses %j', (text) => {
  expect(() => readFileCommands(text)).toThrow();
});
