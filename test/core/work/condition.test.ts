import { describe, expect, test } from 'vitest';
import { conditionOf, implies, isAlways, underEvent } from '../../../src/core/work/condition.ts';
import { type Lookup, open, readExpression, show, value } from '../../../src/core/work/reading.ts';
import { resolveText } from '../../../src/core/work/resolve-text.ts';
import { parseExpression } from '../../../src/core/workflow/expression.ts';
import { valid } from './works.ts';

const lookup: Lookup = (path) => {
  if (path === 'matrix.os') return value('linux');
  if (path === 'matrix.count') return value(3);
  return path.startsWith('steps.') ? open('steps.digest') : undefined;
};

function conditionFrom(written: string) {
  const step = `{ if: ${JSON.stringify(written)}, run: y }`;
  const text = `on: push\njobs:\n  a:\n    runs-on: x\n    strategy: { matrix: { os: [a] } }\n    steps: [${step}]\n`;
  return conditionOf(valid('w', text).jobs[0]?.steps[0]?.if, lookup);
}

describe('readExpression', () => {
  test.each([
    ["github.event_name=='push'", "'push' == github.event_name"],
    ["'push' == GitHub.event_name", "'push' == github.event_name"],
    ["matrix.os == 'Linux'", 'true'],
    ["matrix.os != 'linux' && github.ref", 'false'],
    ["matrix.os == 'linux' && github.ref", 'github.ref'],
    ["matrix.os == 'linux' && 'a' || 'b'", "'a'"],
    ["matrix.os == 'mac' && 'a' || 'b'", "'b'"],
    ["inputs.x && 'a' || 'b'", "inputs.x && 'a' || 'b'"],
    ['github.event.inputs.x', 'inputs.x'],
    ["github['ref']", 'github.ref'],
    ['matrix.count', '3'],
    ['!(github.ref)', '!github.ref'],
    ['!(a || b)', undefined],
    ['!(github.ref || github.sha)', '!(github.ref || github.sha)'],
    ["Contains( github.ref,'x' )", "contains(github.ref, 'x')"],
    ['(github.ref || github.sha) && inputs.a', '(github.ref || github.sha) && inputs.a'],
    ['steps.build.outputs.x', 'steps.digest'],
    ['github.token', 'secrets.github_token'],
  ])('%s', (source, expected) => {
    const expression = parseExpression(source);
    expect(expression && show(readExpression(expression, lookup))).toBe(expected);
  });
});

describe('resolveText', () => {
  test.each([
    [`a \${{matrix.os}} b`, 'a linux b'],
    [`\${{ github.sha }}`, `\${{ github.sha }}`],
    [`\${{github.sha}}/\${{ matrix.count }}`, `\${{ github.sha }}/3`],
    [`\${{ not an expression }}`, `\${{ not an expression }}`],
    ['plain', 'plain'],
  ])('%s', (text, expected) => {
    expect(resolveText(text, lookup, new Map())).toBe(expected);
  });
});

describe('conditionOf', () => {
  test.each<[string, unknown]>([
    ['', [[]]],
    ['always()', [[]]],
    [`\${{ !cancelled() && success() }}`, [[]]],
    ["github.repository == 'a/b'", [[]]],
    ['false', []],
    ["matrix.os == 'mac'", []],
    ['failure()', [['failure()']]],
    ['inputs.a && inputs.b', [['inputs.a', 'inputs.b']]],
    ['inputs.a || inputs.b && inputs.c', [['inputs.a'], ['inputs.b', 'inputs.c']]],
    [
      '(inputs.a || inputs.b) && inputs.c',
      [
        ['inputs.a', 'inputs.c'],
        ['inputs.b', 'inputs.c'],
      ],
    ],
  ])('%s', (written, expected) => {
    expect(conditionFrom(written)).toEqual(expected);
  });

  test('keeps what would explode as one demand', () => {
    const pair = (letter: string) => `(inputs.${letter}1 || inputs.${letter}2)`;
    const written = [...'abcdefgh'].map(pair).join(' && ');
    expect(conditionFrom(written)).toHaveLength(1);
    expect(implies(conditionFrom(written), conditionFrom(written))).toBe(true);
  });
});

describe('implies', () => {
  test.each([
    ['', '', true],
    ['inputs.a', '', true],
    ['', 'inputs.a', false],
    ['inputs.a && inputs.b', 'inputs.a', true],
    ['inputs.a', 'inputs.a && inputs.b', false],
    ['inputs.a', 'inputs.a || inputs.b', true],
    ['inputs.a || inputs.b', 'inputs.a', false],
    ['inputs.a || inputs.b', 'inputs.b || inputs.a', true],
    ['false', 'inputs.a', true],
  ])('%s, so %s: %s', (narrow, wide, expected) => {
    expect(implies(conditionFrom(narrow), conditionFrom(wide))).toBe(expected);
  });
});

describe('underEvent', () => {
  test.each<[string, string, boolean | unknown]>([
    ["github.event_name == 'push'", 'push', [[]]],
    ["github.event_name == 'push'", 'schedule', []],
    ["github.event_name != 'push' && inputs.a", 'schedule', [['inputs.a']]],
    ["github.event_name == 'push' || inputs.a", 'schedule', [['inputs.a']]],
  ])('%s on %s', (written, event, expected) => {
    const condition = underEvent(conditionFrom(written), event);
    expect(condition).toEqual(expected);
    expect(isAlways(condition)).toBe(Array.isArray(expected) && expected.some((set) => set.length === 0));
  });
});
