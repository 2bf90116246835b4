import { describe, expect, test } from 'vitest';
import { assignedTexts, putAssigned } from '../../../src/core/work/assigned-texts.ts';

/** What a script that reads `$X` sets. */
function texts(script: string): Record<string, string> {
  return Object.fromEntries(assignedTexts(`${script}\nmake "$X"`));
}

describe('assignedTexts', () => {
  test.each<[string, string, Record<string, string>]>([
    ['plain', 'A=one', { A: 'one' }],
    ['empty', 'A=\nB=""', { A: '', B: '' }],
    ['quotes off', `A="one two" B='three'\nC='it is'`, { A: 'one two', C: 'it is' }],
    ['quotes within a word', `A=lib/"my dir"/x`, { A: 'lib/my dir/x' }],
    ['a quote within quotes', `A="say \\"yes\\" now"\nB=2`, { A: 'say \\yes\\ now', B: '2' }],
    [
      'where a command may begin',
      'cd x && A=1; if true; then B=2; fi; { C=3; }; (D=4)',
      {
        A: '1',
        B: '2',
        C: '3',
        D: '4',
      },
    ],
    [
      'exported and declared',
      'export A=1\n  local -r B=2\ndeclare -x C=3\nreadonly D=4',
      {
        A: '1',
        B: '2',
        C: '3',
        D: '4',
      },
    ],
    ['for a single command', 'MODE=fast make test', { MODE: 'fast' }],
    ['a command', 'A=$(cat VERSION)\nB=`date`', { A: '$(cat VERSION)', B: '`date`' }],
    ['a command within a word', 'A=v$(cat VERSION | head -1)-x', { A: 'v$(cat VERSION | head -1)-x' }],
    ['a command with quotes of its own', 'A="img:$(cat "a file")-x"', { A: 'img:$(cat a file)-x' }],
    ['a command in a command', 'A=$(dirname $(dirname $(pwd)))', { A: '$(dirname $(dirname $(pwd)))' }],
    ['a command of many lines', 'A=$(curl \\\n    -s x |\n  jq .y)', { A: '$(curl -s x | jq .y)' }],
    ['the items of a loop', 'for A in one two; do make $A; done', { A: 'one two' }],
    [
      'what was set before',
      'A=one\nB=$A/two\nC="${B}/three"',
      { A: 'one', B: 'one/two', C: 'one/two/three' },
    ],
    ['what is set later is not known yet', 'B=$A/two\nA=one', { B: '$A/two', A: 'one' }],
    ['set twice', 'A=one\nA=two', { A: 'one | two' }],
    ['set twice to the same', 'A=one\nA="one"', { A: 'one' }],
    ['set to itself and more', 'A=one\nA="$A two"', { A: 'one | one two' }],
    ['no assignments', 'echo A=1\nmake A=1\n[ "$A" == 1 ]\ntest $A = 1', {}],
  ])('%s', (_, script, expected) => {
    expect(texts(script)).toEqual(expected);
  });

  test('is empty where nothing is read', () => {
    expect(assignedTexts('A=one\nmake test').size).toBe(0);
  });

  test('tells scripts apart that differ behind an inner quote', () => {
    expect(texts('A="x:$(cat "one")"').A).not.toBe(texts('A="x:$(cat "two")"').A);
  });

  test('stays bounded where a script doubles a text again and again', () => {
    const script = `A=x\n${'A="$A$A"\n'.repeat(200)}`;
    expect(texts(script).A?.length).toBeLessThanOrEqual(500);
  });

  test.each(['A="$(', 'A=$((', "A='", 'A=`', 'A="\\', 'for A in $('])(
    'reads %s many times in little time',
    (text) => {
      const start = performance.now();
      assignedTexts(`${text}\n`.repeat(20_000));
      assignedTexts(text.repeat(20_000));
      expect(performance.now() - start).toBeLessThan(2_000);
    },
  );
});

describe('putAssigned', () => {
  const known = new Map([['A', 'one']]);
  test.each([
    ['$A/x', 'one/x'],
    [`\${A}s`, 'ones'],
    ['$As', '$As'],
    ['$B', '$B'],
    [`\${A:-two}`, `\${A:-two}`],
    [`\${{ env.A }}`, `\${{ env.A }}`],
    ['A', 'A'],
  ])('%s: %s', (word, expected) => {
    expect(putAssigned(word, known)).toBe(expected);
  });
});
