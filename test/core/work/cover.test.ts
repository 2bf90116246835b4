import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareWork } from '../../../src/core/work/compare-work.ts';
import { coverOf } from '../../../src/core/work/cover.ts';
import type { MarkCounts } from '../../../src/core/work/rarity.ts';
import { weightOf } from '../../../src/core/work/rarity.ts';
import { keyed } from '../../../src/core/work/read-setting.ts';
import type { Piece, Work } from '../../../src/core/work/work.ts';
import { piece, setting, work } from './works.ts';

const alone: MarkCounts = { workflows: 2, offers: new Map() };
const cover = (covered: Work, ...by: Work[]) => coverOf(compareWork(covered, by), alone);
const pieces = (...commands: string[]) => commands.map((command) => piece(command));

describe('coverOf', () => {
  test('is the share of the work that the other does', () => {
    const three = work('a', pieces('make a', 'zig b', 'go c'));
    expect(cover(three, work('b', pieces('go c', 'zig b', 'make a', 'cargo d'))).share).toBe(1);
    expect(cover(three, work('b', pieces('go c', 'zig b'))).share).toBeCloseTo(2 / 3);
    expect(cover(three, work('b', pieces('tar x'))).share).toBe(0);
    expect(cover(three, work('b', pieces('go c')), work('c', pieces('make a', 'zig b'))).share).toBe(1);
  });

  test('is of no work at all nothing', () => {
    expect(cover(work('a', []), work('b', pieces('make')))).toMatchObject({ share: 0, telling: 0 });
  });

  test('lets set-up and upkeep count for at most half as much as the work', () => {
    const quiet = Array.from({ length: 40 }, (_, index) => piece(`echo ${index}`, { telling: 'upkeep' }));
    const covered = work('a', [piece('make a'), ...quiet]);
    expect(cover(covered, work('b', quiet)).share).toBeCloseTo(1 / 3);
  });

  test('names what is lost, by leg', () => {
    const lost = cover(
      work('a', pieces('make a', 'zig b'), { name: 'n: 1' }),
      work('b', pieces('zig b')),
    ).lost;
    expect(lost.map(({ piece: { what }, leg, job }) => `${what} ${leg.name} ${job.id}`)).toEqual([
      'make a n: 1 job',
    ]);
  });

  test.each<[string, Partial<typeof setting>, Partial<typeof setting>, boolean]>([
    ['another system', {}, { os: 'windows' }, false],
    ['another architecture', { arch: 'x64' as never }, { arch: 'arm64' as never }, false],
    ['an architecture that nobody names', {}, { arch: 'arm64' as never }, true],
    ['a container', {}, { container: 'alpine' }, false],
    ['another environment', { environment: 'live' }, { environment: 'test' }, false],
    ['another tree', {}, { trees: ['ref: x'] as never }, false],
    ['a service more', {}, { services: ['redis'] as never }, true],
    ['a service less', { services: ['redis'] as never }, {}, false],
    ['another version', { tools: new Map([['node', '22']]) }, { tools: new Map([['node', '24']]) }, false],
    ['a tool chain more', {}, { tools: new Map([['node', '24']]) }, true],
    ['a tool chain less', { tools: new Map([['node', '24']]) }, {}, false],
    ['a pinned package more', {}, { pins: new Map([['npm x', '2']]) }, false],
    ['a library less', { libraries: new Set(['pip x']) }, {}, false],
    ['a library more', {}, { libraries: new Set(['pip x']) }, false],
    [
      'one library of many more',
      { libraries: new Set([...'abcde']) },
      { libraries: new Set([...'abcdef']) },
      true,
    ],
    ['a variable more', {}, { variables: new Map([['A', '1']]), unnamed: new Set(['A']) }, false],
    ['a variable that texts name', {}, { variables: new Map([['A', '1']]) }, true],
  ])('%s', (_, first, second, serves) => {
    const covered = work('a', pieces('make a'), { setting: keyed({ ...setting, ...first }) });
    const by = work('b', pieces('make a'), { setting: keyed({ ...setting, ...second }) });
    expect(cover(covered, by).share).toBe(serves ? 1 : 0);
  });

  test('asks for conditions that are at least as wide', () => {
    const when = (condition: string[][]) => work('x', [piece('make a', { when: condition })]);
    expect(cover(when([['tagged']]), when([[]])).share).toBe(1);
    expect(cover(when([[]]), when([['tagged']])).share).toBe(0);
  });
});

describe('variants', () => {
  const shared = pieces('./prepare', './fetch', './start', './stop', './collect');
  const variant = (one: string, other: string, more: Piece[] = []) =>
    cover(
      work('a', [...more, piece(one), ...shared]),
      work('b', [...more, piece(other), ...shared]),
    ).findVariant()?.what;

  test.each([
    ['make test-upgrade', 'make test-rollback', true],
    ['npm run test:unit', 'npm run test:browser', true],
    ['scripts/install.sh', 'scripts/install-fixed.sh', true],
    ['go test ./a', 'go test ./b', true],
    ['make bench', 'zig fmt', false],
    ['make bench', 'make dist', false],
  ])('%s against %s: %s', (one, other, expected) => {
    expect(variant(one, other)).toBe(expected ? one : undefined);
  });

  test('are not made by one run of many of the same program', () => {
    const probes = ['bin/tool --help', 'bin/tool version', 'bin/tool create --help'].map((command) =>
      piece(command, { family: 'bin/tool' }),
    );
    const probe = (command: string) => piece(command, { family: 'bin/tool' });
    const first = work('a', [...probes, probe('bin/tool no-such-command')]);
    const second = work('b', [...probes, probe('bin/tool list --format json')]);
    expect(cover(first, second).share).toBe(0.75);
    expect(cover(first, second).findVariant()).toBeUndefined();
  });

  test('are told from jobs that end in something of their own, where the other does something of its own instead', () => {
    const ends = (one: string, ...others: string[]) =>
      cover(
        work('a', [...shared, piece(one)]),
        work('b', [...shared, ...others.map((other) => piece(other))]),
      ).findOwnEnd()?.what;
    expect(ends('./integration run', './unit --all')).toBe('./integration run');
    expect(ends('./integration run')).toBeUndefined();
    expect(ends('./unit --bad', './unit --all', './pack')).not.toBe('./pack');
  });

  test('are made by a nearly equal run, however many there are', () => {
    const runs = ['curl -sf https://a.example/one', 'curl -sf https://a.example/two'].map((command) =>
      piece(command),
    );
    const first = work('a', [...runs, piece('curl -sf https://a.example/health --max-time 5')]);
    const second = work('b', [...runs, piece('curl -sf https://a.example/health --max-time 9')]);
    expect(cover(first, second).findVariant()?.what).toContain('--max-time 5');
  });
});

describe('weightOf', () => {
  const common = (count: number, workflows: number): MarkCounts => ({
    workflows,
    offers: new Map([['make', { length: count }]]),
  });

  test('falls with the share of the other workflows that do it, too', () => {
    expect(weightOf(piece('make'), common(2, 2))).toBe(1);
    expect(weightOf(piece('make'), common(4, 4))).toBeCloseTo(1 - 2 / 12);
    expect(weightOf(piece('make'), common(1000, 1000))).toBeLessThan(0.02);
    expect(weightOf(piece('other'), common(1000, 1000))).toBe(1);
  });
});

describe('properties of the cover', () => {
  const command = fc.constantFrom(
    'make a',
    'make b',
    'zig build',
    'cargo test',
    './x.sh',
    'go vet',
    'npm run lint',
    'tar c',
  );
  const some = fc
    .uniqueArray(command, { minLength: 1, maxLength: 8 })
    .map((commands) => commands.map((one) => piece(one)));

  test('work covers itself wholly', () => {
    fc.assert(
      fc.property(some, (mine) => {
        expect(cover(work('a', mine), work('b', mine)).share).toBe(1);
      }),
    );
  });

  test('adding steps to the other never lowers it', () => {
    fc.assert(
      fc.property(some, some, some, (mine, theirs, more) => {
        const before = cover(work('a', mine), work('b', theirs)).share;
        const after = cover(work('a', mine), work('b', [...theirs, ...more])).share;
        expect(after).toBeGreaterThanOrEqual(before - 1e-12);
      }),
    );
  });

  test('two together do at least as much as each', () => {
    fc.assert(
      fc.property(some, some, some, (mine, one, other) => {
        const both = cover(work('a', mine), work('b', one), work('c', other)).share;
        expect(both).toBeGreaterThanOrEqual(cover(work('a', mine), work('b', one)).share - 1e-12);
      }),
    );
  });
});
