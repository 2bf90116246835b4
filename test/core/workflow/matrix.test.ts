import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Json } from '../../../src/core/workflow/json-value.ts';
import { expandMatrix, type MatrixLeg } from '../../../src/core/workflow/matrix.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';
import type { Resolved } from '../../../src/core/workflow/resolved.ts';

function expand(matrix: string): Resolved<readonly MatrixLeg[]> {
  const text = `on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix: ${matrix}\n    steps: [{ run: y }]\n`;
  const [job] = parseWorkflow({ path: 'w.yml', id: '1', text }).jobs;
  if (job === undefined) throw new Error('no job');
  return expandMatrix(job);
}

/** Each leg as `{"os":"a","n":1}`, with `?` for what is unknown. */
function legs(matrix: string): unknown {
  const resolved = expand(matrix);
  if (resolved.kind === 'unknown') return `? ${resolved.because}`;
  return resolved.kind === 'known' ? resolved.value.map(show) : resolved.values.map((each) => each.map(show));
}

function show(leg: MatrixLeg): string {
  const values = [...leg].map(([key, value]) => {
    if (value.kind === 'known') return `${key}=${JSON.stringify(value.value)}`;
    return value.kind === 'unknown'
      ? `${key}=?`
      : `${key}=${value.values.map((one) => JSON.stringify(one)).join('|')}`;
  });
  return values.join(' ');
}

describe('expandMatrix', () => {
  test.each<[string, string, unknown]>([
    [
      'the last axis turns fastest',
      '{ os: [a, b], n: [1, 2] }',
      ['os="a" n=1', 'os="a" n=2', 'os="b" n=1', 'os="b" n=2'],
    ],
    [
      'exclude takes partial matches out',
      '{ os: [a, b], n: [1, 2], exclude: [{ os: a }, { os: b, n: 2 }] }',
      ['os="b" n=1'],
    ],
    [
      'exclude compares as expressions do',
      `{ os: [A, b], n: ['1', 2], exclude: [{ os: a, n: 1 }] }`,
      ['os="A" n=2', 'os="b" n="1"', 'os="b" n=2'],
    ],
    [
      'include adds to the legs that it matches',
      '{ os: [a, b], include: [{ os: a, x: 1 }] }',
      ['os="a" x=1', 'os="b"'],
    ],
    [
      'include without an axis adds to every leg',
      '{ os: [a, b], include: [{ x: 1 }] }',
      ['os="a" x=1', 'os="b" x=1'],
    ],
    [
      'include that matches nothing is a leg',
      '{ os: [a], include: [{ os: c, x: 1 }] }',
      ['os="a"', 'os="c" x=1'],
    ],
    [
      'a later include overrides what an earlier one added',
      '{ os: [a], include: [{ x: 1 }, { x: 2 }] }',
      ['os="a" x=2'],
    ],
    [
      'include never changes an axis',
      '{ os: [a], n: [1], include: [{ os: a, n: 2 }] }',
      ['os="a" n=1', 'os="a" n=2'],
    ],
    ['include rows alone are legs', '{ include: [{ os: a }, { os: b, x: 1 }] }', ['os="a"', 'os="b" x=1']],
    ['arrays are values', '{ r: [[a, b], [c]] }', ['r=["a","b"]', 'r=["c"]']],
    [
      'include finds an array by its items',
      '{ r: [[a, b], [c]], include: [{ r: [a, b], x: 1 }] }',
      ['r=["a","b"] x=1', 'r=["c"]'],
    ],
    [
      'objects are values',
      '{ r: [{ n: 1, l: [a] }], include: [{ r: { n: 1 }, x: 1 }] }',
      ['r={"n":1,"l":["a"]} x=1'],
    ],
    [
      'keys are compared without regard to case',
      '{ OS: [a], include: [{ os: a, x: 1 }], exclude: [{ Os: b }] }',
      ['OS="a" x=1'],
    ],
    ['an axis from JSON', `{ os: "\${{ fromJSON('[\\"a\\", \\"b\\"]') }}" }`, ['os="a"', 'os="b"']],
    [
      'a matrix from JSON',
      `>-\n        \${{ fromJSON('{"os": ["a"], "include": [{"os": "b"}]}') }}`,
      ['os="a"', 'os="b"'],
    ],
    ['rows from JSON', `{ include: "\${{ fromJSON('[{\\"os\\": \\"b\\"}]') }}" }`, ['os="b"']],
    ['an empty axis gives no legs', '{ os: [], n: [1] }', []],
    ['null is a value', '{ os: [a, null] }', ['os="a"', 'os=null']],
    [
      'an axis of unknown length stands as one unknown value',
      `{ os: [a, b], v: "\${{ fromJSON(inputs.v) }}" }`,
      ['os="a" v=?', 'os="b" v=?'],
    ],
    ['a single unknown value', `{ os: [a, "\${{ inputs.v }}"] }`, ['os="a"', 'os=?']],
    [
      'an exclude that cannot be known excludes nothing',
      `{ os: [a, b], exclude: [{ os: "\${{ inputs.v }}" }] }`,
      ['os="a"', 'os="b"'],
    ],
    [
      'include of an unknown value',
      `{ os: [a], v: ["\${{ inputs.v }}"], include: [{ os: a, v: 1, x: 1 }, { os: b, v: 1 }] }`,
      ['os="a" v=? x=?', 'os="b" v=1'],
    ],
    ['one of two values', `{ os: ["\${{ github.ref == 'x' && 'a' || 'b' }}"] }`, ['os="a"|"b"']],
    [
      'one of two lists',
      `{ os: "\${{ fromJSON(github.ref == 'x' && '[1]' || '[1, 2]') }}" }`,
      [['os=1'], ['os=1', 'os=2']],
    ],
    [
      'unknown rows may be more legs',
      `{ os: [a], include: "\${{ fromJSON(needs.s.outputs.m) }}" }`,
      '? the output `m` of the job `s` decides',
    ],
    ['an unknown matrix', `\${{ fromJSON(needs.s.outputs.m) }}`, '? the output `m` of the job `s` decides'],
    ['a matrix that is none', 'text', '? the matrix is not a mapping'],
  ])('%s', (_, matrix, expected) => {
    expect(legs(matrix)).toEqual(expected);
  });

  test('more than 256 legs are refused, 256 are not', () => {
    const axis = (length: number) => JSON.stringify(Array.from({ length }, (_, i) => i));
    expect(expand(`{ a: ${axis(16)}, b: ${axis(16)} }`)).toMatchObject({
      kind: 'known',
      value: { length: 256 },
    });
    expect(expand(`{ a: ${axis(257)} }`)).toEqual({
      kind: 'unknown',
      because: 'the matrix has more than 256 legs',
    });
    expect(expand(`{ ${[...'abcdefgh'].map((key) => `${key}: ${axis(100)}`).join(', ')} }`).kind).toBe(
      'unknown',
    );
  });

  test('a job without a matrix is one leg', () => {
    const [job] = parseWorkflow({
      path: 'w.yml',
      id: '1',
      text: 'on: push\njobs: { a: { runs-on: x } }\n',
    }).jobs;
    expect(job && expandMatrix(job)).toEqual({ kind: 'known', value: [new Map()] });
  });

  test('axes alone give their product, whatever the values', () => {
    const axis = fc.array(fc.jsonValue({ maxDepth: 1 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), axis, { minKeys: 1 }), (matrix) => {
        const resolved = expand(
          stringify(matrix, {
            collectionStyle: 'flow',
            lineWidth: 0,
            defaultStringType: 'QUOTE_SINGLE',
          }).trim(),
        );
        const size = Object.values(matrix).reduce((product, list) => product * list.length, 1);
        expect(resolved).toMatchObject({ kind: 'known', value: { length: size } });
      }),
    );
  });

  test('never throws, whatever the matrix', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const matrix = fc.dictionary(fc.constantFrom('include', 'exclude', 'a', 'b'), value);
    fc.assert(
      fc.property(fc.oneof(value, matrix), (any) => void expand(JSON.stringify(any))),
      { numRuns: 1000 },
    );
  });
});

test('JSON keeps its shape through expressions', () => {
  const value: Json = { a: [1, 'x', null, true, { b: [] }] };
  expect(legs(`{ a: [${JSON.stringify(value)}] }`)).toEqual([`a=${JSON.stringify(value)}`]);
});
