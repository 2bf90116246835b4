import { describe, expect, test } from 'vitest';
import { readManifest } from '../../scripts/generate/read-manifest.ts';

const files = new Map([
  ['plain.sh', '#!/bin/bash\necho docker\n'],
  ['drive.sh', '#!/usr/bin/env bash\nset -e\ndocker run x\n'],
  ['drive.py', 'subprocess.run(["docker", "ps"])\n'],
  ['count.py', 'print(1)\n'],
]);

function read(steps: string, names = [...files.keys()]) {
  return readManifest(`runs:\n  using: composite\n  steps: [${steps}]\n`, {
    text: (path) => files.get(path),
    programs: () => names.flatMap((name) => files.get(name) ?? []),
  });
}

const run = (script: string, shell = 'bash') => `{ run: '${script}', shell: ${shell} }`;

describe('readManifest', () => {
  test.each([
    ['runs: { using: docker, image: x }', 'docker'],
    ['runs: { using: node20, main: x.js }', 'node'],
    ['runs: { using: composite, steps: [] }', 'composite'],
    ['runs: { using: teapot }', undefined],
    ['name: x', undefined],
    ['', undefined],
  ])('%j', (text, kind) => {
    expect(readManifest(text, { text: () => undefined, programs: () => [] })?.kind).toBe(kind);
  });

  test.each([
    [run('echo docker'), false],
    [run('docker run x'), true],
    [run('docker run x', 'pwsh'), undefined],
    [run('Write-Output x', 'pwsh'), false],
    [run('${{ github.action_path }}/plain.sh'), false],
    [run('"$GITHUB_ACTION_PATH/drive.sh" --all'), true],
    [run('bash "${GITHUB_ACTION_PATH:?}/drive.sh"'), true],
    [run('python ${GITHUB_ACTION_PATH}/drive.py'), undefined],
    [run('python ${GITHUB_ACTION_PATH}/count.py'), false],
    // Which program runs is not said: one of them may call docker.
    [run('echo "$GITHUB_ACTION_PATH" >> "$GITHUB_PATH"'), undefined],
    [`${run('python ${GITHUB_ACTION_PATH}/drive.py')}, ${run('docker ps')}`, true],
  ])('%s', (steps, runsDocker) => {
    expect(read(steps)?.runsDocker).toBe(runsDocker);
  });

  test('without a program that mentions docker, none calls it', () => {
    expect(read(run('cd $GITHUB_ACTION_PATH && ./build'), ['count.py'])?.runsDocker).toBe(false);
  });

  test('tells what the steps use', () => {
    expect(read('{ uses: a/b@v1 }, { uses: ./c }')?.uses).toEqual(['a/b@v1', './c']);
  });
});
