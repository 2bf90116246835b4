import { parse } from 'unbash';
import { expect, test } from 'vitest';
import { scriptReferences } from '../../../src/core/shell/script-references.ts';

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
});

test('the directories that a script goes to', () => {
  expect([...scriptReferences(parse('cd tests && make -C sub up')).directories]).toEqual([
    'tests',
    '-C',
    'sub',
    'up',
  ]);
});
