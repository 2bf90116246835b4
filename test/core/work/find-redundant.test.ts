import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { findRedundant } from '../../../src/core/work/find-redundant.ts';
import { valid } from './works.ts';

type Yaml = string | number | boolean | Yaml[] | { [key: string]: Yaml };

const steps: readonly { [key: string]: Yaml }[] = [
  { uses: 'actions/checkout@v5' },
  { uses: 'actions/setup-node@v5', with: { 'node-version': 24, cache: 'npm' } },
  { run: 'npm ci' },
  { run: 'npm run lint -- --max-warnings 0' },
  { run: 'npm test' },
  { run: 'npx tsc --noEmit' },
  { run: './scripts/e2e.sh --all', env: { MODE: 'full' } },
  { uses: 'actions/upload-artifact@v4', with: { name: 'out', path: 'dist' } },
  { run: 'sudo make install && make check' },
  { run: `make \${{ matrix.target }}`, 'working-directory': 'sub' },
];

const someSteps = fc
  .uniqueArray(fc.integer({ min: 3, max: steps.length - 1 }), { minLength: 1, maxLength: 6 })
  .map((chosen) => [...steps.slice(0, 3), ...chosen.flatMap((index) => steps[index] ?? [])]);

function workflow(name: string, chosen: readonly Yaml[], runsOn = 'ubuntu-latest'): { [key: string]: Yaml } {
  const strategy = { matrix: { target: ['a', 'b'] } };
  return {
    name,
    on: { push: { branches: ['main'] }, pull_request: {} },
    jobs: { [name]: { 'runs-on': runsOn, strategy, steps: [...chosen] } },
  };
}

/** The same with the keys of all mappings in another order, the steps named anew, the versions of actions others. */
function disguised(value: Yaml, order: (keys: string[]) => string[]): Yaml {
  if (Array.isArray(value)) return value.map((item) => disguised(item, order));
  if (typeof value !== 'object') return typeof value === 'string' ? value.replace(/@v\d+$/, '@v99') : value;
  const entries = order(Object.keys(value)).map((key) => [key, disguised(value[key] ?? '', order)] as const);
  const isStep = 'run' in value || 'uses' in value;
  return { ...Object.fromEntries(entries), ...(isStep && { name: 'Do it' }) };
}

const reports = (...files: readonly (readonly [string, Yaml])[]) =>
  findRedundant(
    files.map(([name, content]) => valid(name, stringify(content))),
    0.8,
  ).map(
    ({ work, survivors, cover }) =>
      `${work.path.slice(18, -4)} by ${survivors.map(({ path }) => path.slice(18, -4)).join(' and ')} ${cover.share}`,
  );

describe('findRedundant', () => {
  test('a disguised copy is covered wholly', () => {
    const seed = fc.infiniteStream(fc.nat(1000));
    fc.assert(
      fc.property(someSteps, seed, (chosen, random) => {
        const shuffle = (keys: string[]) =>
          keys
            .map((key) => [random.next().value, key] as const)
            .sort(([a], [b]) => a - b)
            .map(([, key]) => key);
        const copy = disguised(workflow('copy', chosen), shuffle);
        expect(reports(['a', workflow('original', chosen)], ['b', copy])).toEqual(['b by a 1']);
      }),
      { numRuns: 60 },
    );
  });

  test('does not depend on the order of the files', () => {
    fc.assert(
      fc.property(fc.array(someSteps, { minLength: 2, maxLength: 5 }), (lists) => {
        const files = lists.map((list, index) => [`w${index}`, workflow(`w${index}`, list)] as const);
        expect(reports(...files.toReversed())).toEqual(reports(...files));
      }),
      { numRuns: 60 },
    );
  });

  test('never leaves nobody to do the work', () => {
    fc.assert(
      fc.property(fc.array(someSteps, { minLength: 2, maxLength: 6 }), (lists) => {
        const files = lists.map((list, index) => valid(`w${index}`, stringify(workflow(`w${index}`, list))));
        const found = findRedundant(files, 0.8);
        const gone = new Map(
          found.map(({ work, survivors }) => [work.path, survivors.map(({ path }) => path)]),
        );
        expect(gone.size).toBeLessThan(files.length);
        const endsUp = (path: string, depth = 0): boolean =>
          depth < files.length && (gone.get(path) ?? []).every((next) => endsUp(next, depth + 1));
        for (const path of gone.keys()) expect(endsUp(path)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  const few = steps.slice(0, 6);

  test('keeps the one that does more, then the one with more triggers, then the first by path', () => {
    const more = workflow('more', [...few, { run: './extra.sh' }]);
    expect(reports(['a', workflow('x', few)], ['b', more])).toEqual(['a by b 1']);
    const often = {
      ...workflow('x', few),
      on: { push: { branches: ['main'] }, pull_request: {}, merge_group: {} },
    };
    expect(reports(['a', workflow('x', few)], ['b', often])).toEqual(['a by b 1']);
    expect(reports(['a', workflow('x', few)], ['b', workflow('x', few)])).toEqual(['b by a 1']);
  });

  test('names a survivor that stays', () => {
    const all = [...few, { run: './extra.sh' }];
    expect(reports(['a', workflow('x', few)], ['b', workflow('x', few)], ['c', workflow('x', all)])).toEqual([
      'a by c 1',
      'b by c 1',
    ]);
  });

  test('finds one that was split in two, and no chance bits', () => {
    const [first = {}, second = {}, third = {}, ...rest] = steps;
    const setUp = [first, second, third];
    const parts = [rest.slice(0, 3), rest.slice(3, 6)] as const;
    const whole: [string, Yaml] = ['whole', workflow('x', [...setUp, ...parts[0], ...parts[1]])];
    const on = { push: { branches: ['main'] }, pull_request: {}, merge_group: {} };
    const halves = parts.map((part, index): [string, Yaml] => [
      `half${index}`,
      { ...workflow('x', [...setUp, ...part]), on },
    ]);
    expect(reports(whole, ...halves)).toEqual(['whole by half1 and half0 1']);
    const bits = rest
      .slice(0, 6)
      .map((one, index): [string, Yaml] => [`bit${index}`, workflow('x', [...setUp, one])]);
    expect(reports(whole, ...bits).filter((line) => line.startsWith('whole'))).toEqual([]);
  });

  test('leaves alone what has no work, and what is called', () => {
    const idle = {
      on: 'push',
      jobs: { a: { 'runs-on': 'x', steps: [{ uses: 'actions/checkout@v5' }, { run: 'echo hi' }] } },
    };
    expect(reports(['a', idle], ['b', idle])).toEqual([]);
    const callee = {
      on: { push: {}, workflow_call: {} },
      jobs: { a: { 'runs-on': 'x', steps: [{ run: 'make' }] } },
    };
    const caller = {
      on: 'push',
      jobs: { a: { 'runs-on': 'x', steps: [{ run: 'make' }] }, b: { uses: './.github/workflows/a.yml' } },
    };
    expect(reports(['a', callee], ['b', caller])).toEqual([]);
  });

  test('stays in proportion among thousands of copies', () => {
    const text = stringify(workflow('x', few));
    const files = Array.from({ length: 2000 }, (_, index) => valid(`w${index}`, text));
    expect(findRedundant(files, 0.8)).toHaveLength(1999);
  });
});
