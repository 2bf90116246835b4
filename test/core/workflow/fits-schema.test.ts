import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceText } from '../../../src/core/source/source-text.ts';
import { fitsSchema } from '../../../src/core/workflow/fits-schema.ts';
import { readWithGitHub } from '../../../src/core/workflow/read-with-github.ts';
import { readYaml } from '../../../src/core/workflow/read-yaml.ts';

const sample = `name: ci
run-name: by \${{ github.actor }}
on:
  push: { branches: [main], paths: ['src/**'] }
  schedule: [{ cron: '0 3 * * *' }]
  workflow_dispatch: { inputs: { level: { type: choice, options: [a, b] } } }
  workflow_call: { inputs: { n: { type: number } }, secrets: { t: { required: true } }, outputs: { o: { value: 1 } } }
env: { A: 1, B: "\${{ vars.B }}" }
defaults: { run: { shell: bash } }
permissions: { contents: read }
concurrency: { group: "\${{ github.ref }}", cancel-in-progress: true }
jobs:
  build:
    name: build \${{ matrix.os }}
    runs-on: [self-hosted, "\${{ matrix.os }}"]
    needs: [lint]
    if: github.ref == 'x'
    strategy: { fail-fast: false, matrix: { os: [a, b], include: [{ os: c, x: 1 }] } }
    container: { image: node, env: { X: y }, options: --init }
    services: { db: { image: postgres, ports: [5432] } }
    outputs: { o: "\${{ steps.s.outputs.o }}" }
    timeout-minutes: 5
    environment: { name: prod, url: "\${{ steps.s.outputs.u }}" }
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 0 }
      - id: s
        name: Run
        if: always()
        run: echo "\${{ hashFiles('x') }}-\${{ contains(matrix.os, 'a') && env.A || secrets.T }}"
        env: { K: "\${{ matrix.os }}" }
        shell: bash
        working-directory: .
        continue-on-error: true
  call:
    uses: ./.github/workflows/x.yml
    with: { a: 1 }
    secrets: inherit
  lint: { runs-on: x, steps: [{ run: y }] }
`;

function verdicts(text: string): { quick: boolean; whole: boolean } | undefined {
  const { root, problems } = readYaml(new SourceText('w.yml', text));
  if (root === undefined || problems.length > 0) return undefined;
  return { quick: fitsSchema(root), whole: readWithGitHub(root, text).length === 0 };
}

test('a workflow that is right needs no more than the quick way', () => {
  expect(verdicts(sample)).toEqual({ quick: true, whole: true });
});

test.each(Object.getOwnPropertyNames(Object.prototype))('%s is a name like any other', (name) => {
  const free = `on: { workflow_call: { inputs: { ${name}: { type: string } } } }
env: { ${name}: 1 }
jobs:
  ${name}:
    runs-on: x
    strategy: { matrix: { ${name}: [a] } }
    outputs: { ${name}: y }
    steps: [{ uses: a/b@v1, with: { ${name}: 1 } }]
`;
  expect(verdicts(free)).toEqual({ quick: true, whole: true });
  expect(verdicts(`${name}: 1\n${free}`)).toEqual({ quick: false, whole: false });
  expect(verdicts(free.replace('runs-on: x', `runs-on: x\n    ${name}: 1`))).toEqual({
    quick: false,
    whole: false,
  });
});

/** Changes that a person could make: a word for another, a piece taken out, a piece brought in. */
const change = fc.record({
  at: fc.nat(sample.length),
  length: fc.nat(12),
  put: fc.oneof(
    fc.constant(''),
    fc.constantFrom(...(sample.match(/[\w-]+/g) ?? [])),
    fc.constantFrom(
      ' x: 1',
      '[]',
      '{}',
      'null',
      '1',
      'true',
      `\${{ }}`,
      `\${{ x }}`,
      `\${{ matrix.os }}`,
      "''",
      'run: a',
      'A',
      'constructor',
      '<<',
      `\${{ insert }}`,
      `\${{ 'x' }}`,
      `\${{ github.null }}`,
      '${{ a.b.',
      '}}',
    ),
  ),
});

test('what the quick way takes, GitHub takes', () => {
  let taken = 0;
  let refused = 0;
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      let text = sample;
      for (const { at, length, put } of changes) text = text.slice(0, at) + put + text.slice(at + length);
      const verdict = verdicts(text);
      if (verdict === undefined) return;
      if (verdict.quick) taken += 1;
      if (!verdict.whole) refused += 1;
      expect(verdict.quick && !verdict.whole).toBe(false);
    }),
    { numRuns: 2000 },
  );
  expect(taken).toBeGreaterThan(50);
  expect(refused).toBeGreaterThan(50);
});
