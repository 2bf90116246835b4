import { expect, test } from 'vitest';
import { isOtherRelease } from '../../../src/core/work/other-release.ts';

test.each([
  ['4_test.yml', '5_test.yml', true],
  ['release-1.2.yml', 'release-1.10.yml', true],
  ['release-1.2.yml', 'release-2.yaml', true],
  ['build_v3_1.yml', 'build_v4.yml', true],
  ['4_test_linux.yml', '5_test_macos.yml', false],
  ['4_test.yml', 'test.yml', false],
  ['4_test.yml', '4_test.yml', false],
  ['4_test.yml', '4_test.yaml', false],
  ['build.yml', 'test.yml', false],
])('%s and %s: %s', (one, other, expected) => {
  const [path, twin] = [one, other].map((name) => `.github/workflows/${name}`) as [string, string];
  expect(isOtherRelease(path, twin)).toBe(expected);
  expect(isOtherRelease(twin, path)).toBe(expected);
});
