import { describe, expect, test } from 'vitest';
import { readingAt, type WellKnownAction } from '../../../src/core/capability/well-known-action.ts';
import { wellKnownActions } from '../../../src/core/capability/well-known-actions.generated.ts';
import { wellKnownNeedsDocker } from '../../../src/core/capability/well-known-actions.ts';

const actions: ReadonlyMap<string, WellKnownAction> = new Map<string, WellKnownAction>([
  [
    'who/changed',
    {
      read: '2026-01-01',
      refs: [
        ['main', 'node', 'c'],
        ['v1', 'docker', 'a'],
        ['v2.3.0', 'node', 'b'],
      ],
    },
  ],
  [
    'who/never',
    {
      read: '2026-01-01',
      refs: [
        ['main', 'docker', 'c'],
        ['release/v1', 'docker', 'a'],
      ],
    },
  ],
]);

describe('readingAt', () => {
  test.each([
    ['who/changed@v1', 'a'],
    ['Who/Changed@v1.9.2', 'a'],
    ['who/changed@v2', 'b'],
    ['who/changed@2.0.1', 'b'],
    ['who/changed@main', 'c'],
    ['who/changed@v3', undefined],
    ['who/changed@4a3601121dd01d1626a1e23e37211e3254c1c06c', undefined],
    ['who/never@4a3601121dd01d1626a1e23e37211e3254c1c06c', 'c'],
    ['who/never@v1.2', 'a'],
    ['who/never/below@v1', undefined],
    ['who/knows@v1', undefined],
  ])('%s', (uses, commit) => {
    expect(readingAt(actions, uses)?.[2]).toBe(commit);
  });
});

describe('wellKnownNeedsDocker', () => {
  test.each([
    ['actions/checkout@v4', false],
    ['codespell-project/actions-codespell@v2', true],
    // A JavaScript action whose program calls `docker`.
    ['docker/build-push-action@v6', true],
    ['hadolint/hadolint-action@v3.1.0', true],
    // Composite: of shell commands; of `docker run`.
    ['dtolnay/rust-toolchain@master', false],
    ['trufflesecurity/trufflehog@main', true],
    ['peaceiris/actions-gh-pages@v2', true],
    ['peaceiris/actions-gh-pages@v4', false],
    ['somebody/knows@v1', undefined],
    ['constructor/toString@v1', undefined],
    ['', undefined],
  ])('%s', (uses, needed) => {
    expect(wellKnownNeedsDocker(uses)).toBe(needed);
  });

  test('each reading says when and at which commit', () => {
    for (const [action, { read, refs }] of wellKnownActions) {
      expect(action).toMatch(/^[^/]+\/[^A-Z]+$/);
      expect(read).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(refs.length).toBeGreaterThan(0);
      for (const [ref, , commit] of refs) expect(`${ref} ${commit}`).toMatch(/^\S+ [0-9a-f]{12}$/);
    }
  });
});
