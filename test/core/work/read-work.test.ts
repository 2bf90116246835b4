import { describe, expect, test } from 'vitest';
import type { Leg } from '../../../src/core/work/work.ts';
import { onlyLeg, piecesOf, workOfJob } from './works.ts';

function keysOf(leg: Leg | undefined): string[] {
  return [...(leg?.pieces.keys() ?? [])].map((key) => key.replaceAll('\n', ' '));
}

describe('what a script does', () => {
  test.each<[string, string, string[]]>([
    ['a command', '- run: make all', ['work $ make all']],
    ["quotes don't matter", `- run: make 'a' "b"`, ['work $ make a b']],
    ["wrappers don't matter", '- run: sudo -E timeout 5m make all', ['work $ make all']],
    [
      'comments and echoes',
      '- run: |\n    # make it\n    echo "make all"\n    make all',
      ['upkeep $ echo make all', 'work $ make all'],
    ],
    ['twice is once', '- run: make\n- run: make', ['work $ make']],
    ['a directory', '- run: make\n  working-directory: ./sub/', ['work sub$ make']],
    [
      'cd',
      '- run: cd a/b && make && cd .. && make check',
      ['upkeep a/b$ cd a/b', 'work a/b$ make', 'upkeep a$ cd ..', 'work a$ make check'],
    ],
    [
      'installs by package',
      '- run: sudo apt-get install -y a b\n- run: make',
      ['setup $ apt install a', 'setup $ apt install b', 'work $ make'],
    ],
    [
      'installs that no work follows are what the job is for',
      '- run: make\n- run: sudo apt-get install -y ./made',
      ['work $ make', 'work $ apt install ./made'],
    ],
    ['variables of the step', '- run: make $TARGET\n  env: { TARGET: all }', ['work $ make all']],
    [
      'a variable that no text names',
      '- run: make\n  env: { MODE: fast, CI: true }',
      ['work $ make MODE=fast'],
    ],
    [
      'a text that is handed over',
      '- run: |\n    python - <<EOF\n      print(1)\n    EOF',
      ['work $ python -', 'work $ python << print(1)'],
    ],
    [
      'a file that is written',
      '- run: |\n    cat > x <<EOF\n    a\n    EOF',
      ['upkeep $ cat', 'setup $ cat << a'],
    ],
    [
      'PowerShell, by line',
      '- run: |\n    # all\n    ./build.ps1   -Fast\n    Write-Host done\n  shell: pwsh',
      ['work $ build.ps1 -Fast', 'upkeep $ Write-Host done'],
    ],
    ['never', '- run: make\n- run: make check\n  if: false', ['work $ make']],
  ])('%s', (_, steps, expected) => {
    expect(piecesOf(steps)).toEqual(expected);
  });

  test('the outputs of a step are what the step does, whatever its id', () => {
    const steps = (id: string, command: string) =>
      `- id: ${id}\n  run: ${command}\n- run: publish \${{ steps.${id}.outputs.x }}`;
    expect(piecesOf(steps('a', 'make'))).toEqual(piecesOf(steps('b', 'make')));
    expect(piecesOf(steps('a', 'make'))).not.toEqual(piecesOf(steps('a', 'make all')));
  });
});

describe('what an action does', () => {
  test.each<[string, string, string[]]>([
    ['its version does not matter', '- uses: A/B@v1\n  with: { x: 1 }', ['work uses a/b x: 1']],
    ['inputs are sorted', '- uses: a/b@v1\n  with: { y: 2, x: 1 }', ['work uses a/b x: 1 y: 2']],
    ['quiet inputs are left out', '- uses: a/b@v1\n  with: { cache: npm, x: 1 }', ['work uses a/b x: 1']],
    [
      "a token of GitHub's own is left out",
      `- uses: a/b@v1\n  with: { token: "\${{ github.token }}" }`,
      ['work uses a/b'],
    ],
    [
      'another secret is not',
      `- uses: a/b@v1\n  with: { token: "\${{ secrets.OTHER }}" }`,
      [`work uses a/b token: \${{ secrets.other }}`],
    ],
    [
      'an artifact is what is in it',
      '- uses: actions/upload-artifact@v4\n  with: { name: x, path: out }',
      ['work uses actions/upload-artifact path: out'],
    ],
    [
      'checking out is upkeep',
      '- uses: actions/checkout@v5\n  with: { fetch-depth: 0 }',
      ['upkeep uses actions/checkout'],
    ],
    [
      'a tool chain is set-up',
      '- uses: actions/setup-node@v5\n  with: { node-version: v24.x }',
      ['setup uses actions/setup-node node-version: 24'],
    ],
    ['an image', '- uses: docker://alpine:3.20', ['work uses docker://alpine']],
    ['an action of the repository', '- uses: ./actions/x/', ['work uses ./actions/x']],
    ['an action under test', '- uses: ./\n  with: { cache: npm }', ['work uses . cache: npm']],
  ])('%s', (_, steps, expected) => {
    expect(piecesOf(steps)).toEqual(expected);
  });
});

describe('on what a job works', () => {
  const settingOf = (job: string, top?: string) => onlyLeg(workOfJob(job, top)).setting;
  const step = 'steps: [{ run: make }]';

  test('platform, container, services and environment', () => {
    const job = `runs-on: [self-hosted, Linux, ARM64]\nservices: { db: { image: "redis:8" } }\nenvironment: { name: live }\n${step}`;
    expect(settingOf(job)).toMatchObject({
      os: 'linux',
      arch: 'arm64',
      services: ['redis:8'],
      environment: 'live',
    });
    expect(settingOf(`container: { image: "alpine:3" }\n${step}`)).toMatchObject({ container: 'alpine:3' });
    expect(settingOf(`container: alpine:3\n${step}`)).toMatchObject({ container: 'alpine:3' });
    expect(settingOf(`runs-on: windows-latest\n${step}`)).toMatchObject({ os: 'windows', arch: 'x64' });
  });

  test('other trees, but not the commit at hand', () => {
    const checkout = (inputs: string) =>
      `steps:\n- uses: actions/checkout@v5\n  with: { ${inputs} }\n- run: make`;
    expect(settingOf(checkout('ref: next')).trees).toEqual(['ref: next']);
    expect(settingOf(checkout('repository: a/b')).trees).toEqual(['repository: a/b']);
    expect(settingOf(checkout(`ref: "\${{ github.sha }}"`)).trees).toEqual([]);
  });

  test('versions of tool chains and packages', () => {
    const steps =
      'steps:\n- uses: actions/setup-go@v6\n  with: { go-version: 1.25.x }\n- run: npm install typescript@next left-pad';
    const { tools, pins } = settingOf(steps);
    expect([...tools]).toEqual([['setup-go', '1.25']]);
    expect([...pins]).toEqual([['npm typescript', 'next']]);
    const python = settingOf(
      'steps:\n- run: pip install -U pip torch pytest ./x.whl\n- run: python -m pytest tests',
    );
    expect([...python.libraries]).toEqual(['pip torch']);
    const rust = settingOf('steps:\n- uses: dtolnay/rust-toolchain@nightly\n- run: make');
    expect([...rust.tools]).toEqual([['setup-rust', 'nightly']]);
  });

  test('variables that no text of the work names', () => {
    const top = 'env: { A: 1, B: 2, NO_COLOR: 1 }\non: push';
    expect([...settingOf('env: { C: 3 }\nsteps: [{ run: make $A }]', top).unnamed]).toEqual(['B', 'C']);
    expect([...settingOf('env: { C: 3 }\nsteps: [{ run: echo $A }]', top).unnamed]).toEqual(['A', 'B', 'C']);
  });
});

describe('the legs of a matrix', () => {
  const matrix = (rest: string) =>
    workOfJob(`strategy:\n  matrix: { os: [ubuntu-latest, windows-latest], n: [1, 2] }\n${rest}`).jobs[0]
      ?.legs ?? [];

  test('are one where nothing differs', () => {
    expect(matrix('steps: [{ run: make }]').map(({ share, name }) => `${share} ${name}`)).toEqual(['1 ']);
  });

  test('are told apart by what the job asks for', () => {
    const legs = matrix(`steps: [{ run: "make \${{ matrix.n }}" }]`);
    expect(legs.map(({ share, name }) => `${share} ${name}`)).toEqual(['0.5 n: 1', '0.5 n: 2']);
    expect(legs.map(keysOf)).toEqual([['$ make 1'], ['$ make 2']]);
  });

  test('ask for their runners', () => {
    const legs = matrix(
      `runs-on: "\${{ matrix.os }}"\nsteps: [{ run: make, shell: bash }, { run: dir, if: "runner.os == 'Windows'", shell: bash }]`,
    );
    expect(legs.map(({ runner, setting }) => `${runner.labels} ${setting.os}`)).toEqual([
      'ubuntu-latest linux',
      'windows-latest windows',
    ]);
    expect(legs.map(keysOf)).toEqual([['$ make'], ['$ make', '$ dir']]);
  });

  test("are told by how they are written where they aren't known", () => {
    const job = (output: string) =>
      onlyLeg(
        workOfJob(
          `strategy:\n  matrix: "\${{ fromJSON(inputs.${output}) }}"\nsteps: [{ run: "make \${{ matrix.x }}" }]`,
        ),
      );
    expect(job('a').setting.variables).toEqual(job('a').setting.variables);
    expect(job('a').setting.variables).not.toEqual(job('b').setting.variables);
  });
});

describe('calls of reusable workflows', () => {
  test('are told by the workflow and its inputs', () => {
    const work = workOfJob('uses: ./.github/workflows/b.yml\nwith: { target: all }');
    expect(work.calls).toEqual(['.github/workflows/b.yml']);
    expect(keysOf(work.jobs[0]?.legs[0])).toEqual(['calls ./.github/workflows/b.yml target: all']);
  });
});
