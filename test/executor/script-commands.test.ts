import { expect, it } from 'vitest';
import { commandsIn, replaceCommands } from './script-commands.ts';

it.each([
  ['lines and lists', 'a 1; b 2 && c\n# d\ne || true\n', ['a 1', 'b 2', 'c', 'e', 'true']],
  ['a continued line', 'a \\\n  --b\nc\n', ['a \\\n  --b', 'c']],
  ['pipes', 'a | b >c 2>&1\n', ['a', 'b >c 2>&1']],
  ['compound commands', 'if a; then\n  b\nfi\nfor x in 1; do c; done\n', ['a', 'b', 'c']],
  ['functions', 'f() {\n  a\n}\nf x\n', ['a', 'f x']],
  ['assignments', 'x=1\ny=2 a\n', ['x=1', 'y=2 a']],
  ['heredocs', "a >b <<'END' || c\nbody $(d)\nEND\ne\n", ["a >b <<'END'", 'c', 'e']],
  ['substitutions', 'a "$(b)"\n', ['a "$(b)"']],
  ['expressions', `a \${{ x.y }}\nb "\${{ z }}"\n`, [`a \${{ x.y }}`, `b "\${{ z }}"`]],
])('finds the commands of %s', (_, script, texts) => {
  expect(commandsIn(script).map(({ text }) => text)).toEqual(texts);
});

it('knows the names of commands', () => {
  expect(commandsIn('sudo a\nX=1 b\nx=2\n').map(({ name }) => name)).toEqual(['sudo', 'b', '']);
});

it('replaces commands where they stand', () => {
  const script = 'if a; then b <<E | c; fi\nbody\nE\nd\n';
  expect(replaceCommands(script, ({ name }, index) => (name === 'd' ? undefined : `<${index}>`))).toBe(
    'if <0>; then <1> | <2>; fi\nbody\nE\nd\n',
  );
});
