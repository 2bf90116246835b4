import { parse } from 'unbash';
import { expect, test } from 'vitest';
import { mayReferToFiles, scriptReferences } from '../../../src/core/shell/script-references.ts';

test.each<[string, string[]]>([
  ['./e2e.sh --fast', ['./e2e.sh']],
  ['"$DIR/lib.sh"', ['/lib.sh']],
  ['source lib.sh', ['lib.sh']],
  ['bash -e tests/x', ['tests/x']],
  ['sudo ./run', ['./run']],
  [`bash -c './a && ./b'`, ['./a', './b']],
  ['sudo apt-get install -y curl', []],
  ['/usr/bin/env bash x.sh', []],
  ['make e2e', ['Makefile']],
  ['if x; then (./deep); fi', ['./deep']],
  ['y=$(./inner)', ['./inner']],
  ['docker build .', []],
  ['echo ./no', []],
])('%s', (script, files) => {
  expect([...scriptReferences(parse(script)).files]).toEqual(files);
  if (files.length > 0) expect(mayReferToFiles(script)).toBe(true);
});

test('the directories that a script goes to', () => {
  expect([...scriptReferences(parse('cd tests && make -C sub up')).directories]).toEqual([
    'tests',
    '-C',
    'sub',
    'up',
  ]);
});

// What a look without the grammar must not pass over: each names a file.
test.each([
  'A=1 B="x y" ./run',
  "C='a b' ./run",
  '>log 2>&1 ./run',
  'X=$(date +%s) ./run',
  'true && ./run',
  'true\n\t./run',
  'case $x in a) ./run ;; esac',
  'for i in 1 2; do ./run; done',
  'f() { ./run; }',
  '! ./run',
  '"$(dirname "$0")/run.sh"',
  '`pwd`/run.sh',
  '"${HERE:-/a b}/run.sh"',
  'sudo -E \\\n  ./run',
  '. lib.sh',
  '(. lib.sh)',
  '/bin/sh x',
  '"bash" x',
  'ls | xargs -n1 tools/x',
  'gmake all',
])('%s names a file', (script) => {
  expect(scriptReferences(parse(script)).files.size).toBeGreaterThan(0);
  expect(mayReferToFiles(script)).toBe(true);
});

test.each(['echo ./no', 'npm test', 'curl https://example.com/x.sh -o x', 'cp a/b c/d', '/usr/bin/x y'])(
  '%s names none',
  (script) => {
    expect(mayReferToFiles(script)).toBe(false);
  },
);
