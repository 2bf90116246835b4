import fc from 'fast-check';
import picomatch from 'picomatch/posix.js';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../src/core/audit/glob.ts';

describe('a glob', () => {
  it.each([
    ['*.yml', 'a.yml', true],
    ['*.yml', 'a/b.yml', false],
    ['**/*.yml', 'b.yml', true],
    ['**/*.yml', 'a/c/b.yml', true],
    ['.github/**', '.github/workflows/a.yml', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'axb', false],
    ['a**b', 'axyb', true],
    ['a**b', 'ax/yb', false],
    ['{ci,release}.yml', 'release.yml', true],
    ['{a,b{c,d}}?', 'bdx', true],
    ['{a}', '{a}', true],
    ['{a,b', '{a,b', true],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[]]', ']', true],
    ['[a', '[a', true],
    ['a?c', 'a/c', false],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['(a+)+$', '(a+)+$', true],
    ['!a.yml', 'b.yml', true],
    ['!a.yml', 'a.yml', false],
    ['a.yml', 'a.yml.bak', false],
  ])('%s on %s: %j', (glob, text, fits) => {
    expect(matchesGlob(text, glob)).toBe(fits);
  });

  it('means what picomatch means by it', () => {
    const part = fc.constantFrom('a', 'b', '*', 'a*', '*.yml', '{a,b}', '{a,c*}.yml', '?', '[ab]', '*a*b');
    const folder = fc.oneof({ weight: 3, arbitrary: part }, fc.constant('**'));
    const glob = fc
      .tuple(fc.array(folder, { maxLength: 3 }), part)
      .map(([folders, last]) => [...folders, last].join('/'))
      .filter((text) => !text.includes('**/**'));
    const name = fc.constantFrom('a', 'b', 'c', 'ab', 'aab', 'a.yml', 'c.yml', '.a');
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(glob, path, (pattern, text) => {
        expect(matchesGlob(text, pattern)).toBe(picomatch.isMatch(text, pattern, { dot: true }));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['stars', '*a'.repeat(200), 'a'.repeat(1000)],
    ['folders', '**/'.repeat(150), 'a/'.repeat(500)],
    ['choices', '{a,a}'.repeat(90), `${'a'.repeat(90)}b`],
    ['choices in choices', `${'{a,'.repeat(150)}b${'}'.repeat(150)}`, 'a'],
    ['choices that never close', '{a,'.repeat(160), 'a'],
    ['what would be a group', '(a+)+$', 'a'.repeat(1000)],
  ])('of many %s comes to an end', (_, glob, text) => {
    expect(typeof matchesGlob(text, glob)).toBe('boolean');
  });
});
