import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Outline, outlineOf } from '../../../src/core/work/outline.ts';
import { candidatesFor, FollowingIndex } from '../../../src/core/work/outline-index.ts';
import { valid } from './works.ts';

describe('FollowingIndex', () => {
  const offers = ['make', 'make test', 'npm run lint', 'zig build', 'cargo $', 'cargo'];
  const outline = fc.subarray(offers).map(
    (chosen): Outline => ({
      events: new Set(['push']),
      marks: chosen.map((mark) => ({ mark, open: 'cargo $' })),
      offers: new Set(chosen),
    }),
  );
  const asLists = ({ offers: of }: FollowingIndex) => [...of].sort(([a], [b]) => (a < b ? -1 : 1));

  test('stands after any changes as if it had been made anew', () => {
    fc.assert(
      fc.property(
        fc.array(outline, { minLength: 20, maxLength: 30 }),
        fc.array(fc.tuple(fc.nat(29), outline), { maxLength: 12 }),
        (first, changes) => {
          const following = new FollowingIndex().follow(first);
          let outlines = first;
          for (const [place, changed] of changes) {
            outlines = outlines.map((before, at) => (at === place ? changed : before));
            following.follow(outlines);
          }
          const anew = new FollowingIndex().follow(outlines);
          expect(asLists(following)).toEqual(asLists(anew));
          for (const place of outlines.keys())
            expect(candidatesFor(place, following)).toEqual(candidatesFor(place, anew));
        },
      ),
    );
  });

  test('follows a list that grew', () => {
    const following = new FollowingIndex();
    const [one, other] = [outlineOf(job('run: make all')), outlineOf(job('run: make all'))];
    following.follow([one]);
    expect(following.follow([one, other]).offers.get('make all')).toEqual([0, 1]);
  });
});

describe('candidatesFor', () => {
  const isCandidate = (asker: string, other: string): boolean => {
    const index = new FollowingIndex().follow([outlineOf(job(asker)), outlineOf(job(other))]);
    return candidatesFor(0, index).alone.includes(1);
  };

  test.each([
    [
      'the same inputs',
      'uses: a/b@v1\n        with: { mode: fast }',
      'uses: a/b@v2\n        with: { mode: fast }',
    ],
    ['an input that is put in', 'uses: a/b@v1\n        with: { mode: fast }', withMode('matrix.mode')],
    ['what is put in on both sides', withMode('env.MODE'), withMode('matrix.mode')],
    ['another way to write an expression', withMode('github.ref'), withMode(' github.ref ')],
    [
      'a variable of the step before the command',
      'run: make all',
      'run: A="x y" B=${{ github.ref }} make all',
    ],
    ['options in another order', 'run: go test -race -v ./...', 'run: go test -v -race ./...'],
    ['a path with a dot', withPath('c.out'), withPath('./c.out')],
    ['quiet inputs', 'uses: a/b@v1', 'uses: a/b@v1\n        with: { verbose: true }'],
  ])('is one with %s', (_, asker, other) => {
    expect(isCandidate(asker, other)).toBe(true);
  });

  test.each([
    [
      'another input',
      'uses: a/b@v1\n        with: { mode: fast }',
      'uses: a/b@v1\n        with: { mode: full }',
    ],
    ['another expression', withMode('github.ref'), withMode('github.sha')],
    ['another command', 'run: make all', 'run: make check'],
  ])('is none with %s', (_, asker, other) => {
    expect(isCandidate(asker, other)).toBe(false);
  });
});

function withPath(path: string): string {
  return `uses: a/b@v1\n        with: { path: ${path} }`;
}

function withMode(expression: string): string {
  return `uses: a/b@v1\n        with: { mode: "\${{${expression}}}" }`;
}

function job(step: string) {
  return valid(
    'job',
    `on: push\njobs:\n  one:\n    runs-on: ubuntu-latest\n    strategy: { matrix: { mode: [a, b] } }\n    steps:\n      - ${step}\n`,
  );
}
