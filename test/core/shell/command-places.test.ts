import { expect, test } from 'vitest';
import { commandsOf } from '../../../src/core/shell/commands.ts';
import { defaultShell } from '../../../src/core/shell/shell-of.ts';
import { plainScalar } from './plain-scalar.ts';

/** What is said of the place of `work`. */
function placeOf(script: string, pipefail = defaultShell.pipefail) {
  const commands = commandsOf(plainScalar(script), { ...defaultShell, pipefail });
  return commands.find(({ words }) => words[0]?.value === 'work')?.place;
}

test.each([
  ['work || true'],
  ['work || :'],
  ['work || echo failed'],
  ['work || { echo failed; true; }'],
  ['work || exit 0'],
  ['set +e\nwork\necho done'],
  ['work | tee log'],
  ['if work; then echo good; fi'],
  ['(work || true)'],
])('%s: its failure passes', (script) => {
  expect(placeOf(script)?.lenient).toBe(true);
});

test.each([
  ['work'],
  ['work && other'],
  ['work || exit 1'],
  ['work || { echo failed; exit 1; }'],
  ['work || other'],
  ['set +e\nwork'],
  ['set +e\nwork\ncode=$?\nexit $code'],
  ['set +e\nset -e\nwork\nother'],
  ['set -o pipefail\nwork | tee log'],
  ['cat list | work'],
  ['work | tee log\n[ "${PIPESTATUS[0]}" = 0 ]'],
  ['if ! work; then echo bad; exit 1; fi'],
  ['work || code=$?\nexit "$code"'],
])('%s: its failure fails the script', (script) => {
  expect(placeOf(script)?.lenient).toBeUndefined();
});

test('a pipe in a shell with pipefail', () => {
  expect(placeOf('work | tee log', true)).toBeUndefined();
});

test.each([
  ['if [ -n "$A" ]; then work; fi', ['[ -n $A ]']],
  ['if [ -n "$A" ]; then other; else work; fi', ['not [ -n $A ]']],
  ['if a; then x; elif b; then work; fi', ['not a', 'b']],
  ['[ -n "$A" ] && work', ['[ -n $A ]']],
  ['[[ -n $A ]] && work', ['[[ -n $A ]]']],
  ['other || work', ['not other']],
  ['other && work', undefined],
  ['case $A in b|c) work;; esac', ['$A in b | c']],
  ['for a in 1 2; do work; done', undefined],
])('%s: what is asked before', (script, guards) => {
  expect(placeOf(script)?.guards).toEqual(guards);
});

test.each([
  ['work > out.txt', { output: 'out.txt' }],
  ['work >> "$GITHUB_ENV"', { output: '$GITHUB_ENV' }],
  ['{ work; other; } >> out.txt', { output: 'out.txt' }],
  ['work 2> errors.txt', {}],
  ['work > /dev/null 2>&1', {}],
  ['work < "in.txt"', { input: 'in.txt' }],
])('%s: files', (script, files) => {
  const { input, output } = placeOf(script) ?? {};
  expect({ ...(input && { input }), ...(output && { output }) }).toEqual(files);
});

test('a hundred thousand ways to go on are read in no time', () => {
  const script = `work ${'|| work '.repeat(20_000)}`;
  expect(commandsOf(plainScalar(script)).at(-1)?.place?.guards.length).toBeLessThan(10);
});

test('commands deep within each other are left out rather than thrown at', () => {
  const script = `${'work $('.repeat(2000)}a${')'.repeat(2000)} || true`;
  expect(commandsOf(plainScalar(script)).map(({ place }) => place?.lenient)).toContain(true);
});
