import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Contexts } from '../../../src/core/workflow/contexts.ts';
import { evaluateExpression } from '../../../src/core/workflow/expression.ts';
import { evaluateText, interpolations } from '../../../src/core/workflow/interpolation.ts';
import type { Json } from '../../../src/core/workflow/json-value.ts';
import type { Resolved } from '../../../src/core/workflow/resolved.ts';

const missing: Resolved<Json> = { kind: 'known', value: null };
const contexts: Contexts = new Map([
  [
    'matrix',
    {
      values: new Map<string, Resolved<Json>>([
        ['os', { kind: 'known', value: 'linux' }],
        ['run', { kind: 'known', value: { runner: ['self-hosted', 'x64'], n: 2 } }],
        ['version', { kind: 'unknown', because: 'the input `version` decides' }],
        ['either', { kind: 'one-of', values: ['a', 'b'] }],
      ]),
      others: missing,
    },
  ],
]);

/** `=value`, `{one,of}`, or `?why`. */
function show(resolved: Resolved<Json>): string {
  if (resolved.kind === 'known') return `=${JSON.stringify(resolved.value)}`;
  if (resolved.kind === 'one-of')
    return `{${resolved.values.map((value) => JSON.stringify(value)).join(',')}}`;
  return `?${resolved.because}`;
}

describe('evaluateExpression', () => {
  test.each([
    [`'a'`, '="a"'],
    ['1.50', '=1.5'],
    ['matrix.os', '="linux"'],
    ['MATRIX.OS', '="linux"'],
    [`matrix['os']`, '="linux"'],
    ['matrix.none', '=null'],
    ['matrix.run.runner[1]', '="x64"'],
    ['matrix.run.runner', '=["self-hosted","x64"]'],
    ['matrix.run.none.deeper', '=null'],
    [`fromJSON('[1, "a", {"b": null}]')`, '=[1,"a",{"b":null}]'],
    [`fromJSON('{"a": [{"b": 1}, {"b": 2}]}').a.*.b`, '=[1,2]'],
    [`format('{0}-{1}', matrix.os, 3)`, '="linux-3"'],
    [`contains(matrix.run.runner, 'X64')`, '=true'],
    [`matrix.os == 'LINUX'`, '=true'],
    [`join(matrix.run.runner, '+')`, '="self-hosted+x64"'],
    [`toJSON('a')`, '="\\"a\\""'],
    // One of: what decides is unknown, what comes out is not.
    [`github.event_name == 'push' && 'a' || 'b'`, '{"a","b"}'],
    [`inputs.debug && 'a' || 'b'`, '{"a","b"}'],
    [`case(github.ref == 'x', 'a', github.ref == 'y', 'b', 'c')`, '{"a","b","c"}'],
    [`!inputs.debug`, '{true,false}'],
    [`contains(github.ref, 'x')`, '{true,false}'],
    [`matrix.either`, '{"a","b"}'],
    [`format('x-{0}', matrix.either)`, '{"x-a","x-b"}'],
    [`matrix[matrix.either]`, '=null'],
    // A known side decides alone.
    [`false && inputs.x`, '=false'],
    [`'a' || inputs.x`, '="a"'],
    [`inputs.x && false`, '?the input `x` decides'],
    [`(inputs.x && '') || 'b'`, '="b"'],
    [`always() || inputs.x`, '=true'],
    // Unknown, and why.
    ['inputs.runner', '?the input `runner` decides'],
    [`inputs.runner || 'ubuntu-latest'`, '?the input `runner` decides'],
    ['vars.RUNNER', '?the variable `RUNNER` decides'],
    ['needs.setup.outputs.matrix', '?the output `matrix` of the job `setup` decides'],
    ['fromJSON(needs.setup.outputs.matrix).os', '?the output `matrix` of the job `setup` decides'],
    ['matrix.version', '?the input `version` decides'],
    ['matrix.version.deeper', '?the input `version` decides'],
    ['github.sha', '?`github.sha` is known only when the workflow runs'],
    [`hashFiles('x')`, '?`hashFiles()` is known only when the workflow runs'],
    [`fromJSON('no json')`, '?the expression fails: Error parsing JSON when evaluating fromJson'],
    [`a b`, '?`a b` is not an expression that GitHub reads'],
    ['', '?`` is not an expression that GitHub reads'],
  ])('%s -> %s', (source, expected) => {
    expect(show(evaluateExpression(source, contexts))).toBe(expected);
  });

  test('never throws, whatever the text', () => {
    const words = [
      'matrix',
      '.',
      'os',
      '(',
      ')',
      '[',
      ']',
      '&&',
      '||',
      '!',
      '==',
      `'`,
      'fromJSON',
      'format',
      '*',
      ' ',
      '1',
      ',',
    ];
    const texts = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...words)).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => void evaluateExpression(text, contexts)),
      { numRuns: 2000 },
    );
  });

  test('many unknown alternatives stay bounded', () => {
    const source = Array.from({ length: 200 }, (_, i) => `inputs.x == '${i}' && '${i}'`).join(' || ');
    expect(evaluateExpression(source).kind).toBe('unknown');
  });
});

describe('evaluateText', () => {
  test.each([
    ['plain', '="plain"'],
    [`\${{ matrix.run.runner }}`, '=["self-hosted","x64"]'],
    [`x-\${{ matrix.os }}-\${{ matrix.run.n }}`, '="x-linux-2"'],
    [` \${{ matrix.run.runner }}`, '=" Array"'],
    [`\${{ '}}' }}`, '="}}"'],
    [`x-\${{ inputs.y }}`, '?the input `y` decides'],
    [`x-\${{ matrix.either }}`, '{"x-a","x-b"}'],
    [`\${{ open`, `="\${{ open"`],
    ['{{ matrix.os }}', '="{{ matrix.os }}"'],
  ])('%s -> %s', (text, expected) => {
    expect(show(evaluateText(text, contexts))).toBe(expected);
  });

  test('an interpolation stands where it is said to stand', () => {
    const text = `a \${{ b }} c \${{ '}}' }} \${{ d`;
    expect(interpolations(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      `\${{ b }}`,
      `\${{ '}}' }}`,
    ]);
  });
});
