import { describe, expect, test } from 'vitest';
import { familyOf, plainWords } from '../../../src/core/work/command-name.ts';
import { joinPath } from '../../../src/core/work/command-pieces.ts';
import { cronFrequency } from '../../../src/core/work/cron-frequency.ts';
import { installOf } from '../../../src/core/work/install.ts';
import { otherTree } from '../../../src/core/work/other-tree.ts';
import { patternIncludes } from '../../../src/core/work/pattern-includes.ts';
import { tellingOf } from '../../../src/core/work/quiet-commands.ts';
import { standAgainst } from '../../../src/core/work/system-packages.ts';
import { isCosmetic, putVariables } from '../../../src/core/work/variables.ts';
import { platformOf } from '../../../src/core/workflow/platform.ts';

const words = (line: string) => line.split(' ');

describe('plainWords and familyOf', () => {
  test.each([
    ['npm t', 'npm run test', 'npm run test'],
    ['npm run-script lint -- --fix', 'npm run lint -- --fix', 'npm run lint'],
    ['yarn build', 'yarn run build', 'yarn run build'],
    ['pnpm run build', 'pnpm run build', 'pnpm run build'],
    ['pnpm add left-pad', 'pnpm add left-pad', 'pnpm add'],
    ['pnpm exec vitest run', 'vitest run', 'vitest run'],
    ['bun install', 'bun install', 'bun install'],
    ['bun run build', 'bun run build', 'bun run build'],
    ['npx --yes eslint@9 src', 'eslint src @9', 'eslint src'],
    ['npx @scope/tool@1 x', '@scope/tool x @1', '@scope/tool'],
    ['python3 -m pytest tests', 'pytest tests', 'pytest tests'],
    ['python3 scripts/check.py --all', 'scripts/check.py --all', 'scripts/check.py'],
    ['bash ./ci/install.sh', 'ci/install.sh', 'ci/install.sh'],
    ['./ci/install.sh', 'ci/install.sh', 'ci/install.sh'],
    ['./gradlew check', 'gradlew check', 'gradlew check'],
    ['./zig-out/bin/tool create --help', 'zig-out/bin/tool create --help', 'zig-out/bin/tool'],
    ['cargo test --workspace', 'cargo test --workspace', 'cargo test'],
    ['make', 'make', 'make'],
    ['make -C sub all', 'make -C sub all', 'make'],
    ['go test -race -coverprofile=c ./...', 'go test -coverprofile=c -race ./...', 'go test'],
    ['go test -coverprofile=c -race ./...', 'go test -coverprofile=c -race ./...', 'go test'],
    ['cargo test --no-x --a -- --z --b', 'cargo test --a --no-x -- --z --b', 'cargo test'],
    ['cargo build --x --no-x --a', 'cargo build --x --no-x --a', 'cargo build'],
    ['find . -name x -print -delete', 'find . -name x -print -delete', 'find'],
    ['. /opt/tools/enable', 'source /opt/tools/enable', 'source'],
  ])('%s', (written, plain, family) => {
    const read = plainWords(words(written));
    expect(read.join(' ')).toBe(plain);
    expect(familyOf(read)).toBe(family);
  });
});

describe('installOf', () => {
  test.each<[string, string | undefined]>([
    [
      'apt-get install -y --no-install-recommends libcap-dev curl=8.5',
      'apt: libcap-dev, curl (apt curl 8.5)',
    ],
    ['apt install git', 'apt: git'],
    [
      'pip install -r requirements.txt torch==2.3.0 "x"',
      'pip: -r requirements.txt, torch, "x" (pip torch 2.3.0)',
    ],
    ['pip install numpy<2', 'pip: numpy (pip numpy <2)'],
    ['pip install numpy>=2,<3', 'pip: numpy (pip numpy >=2,<3)'],
    ['pip install --pre -e .[test,gpu]', 'pip: . (pip options --pre)'],
    ['pip install x -c old.txt --index-url=u', 'pip: x (pip options --index-url u -c old.txt)'],
    ['pip install torch --index-url https://a/cpu', 'pip: torch (pip options --index-url https://a/cpu)'],
    ['npm ci', 'npm: '],
    ['npm install -g pnpm@9', 'npm: pnpm (npm pnpm 9)'],
    [
      'npm install @types/node@22 typescript@next',
      'npm: @types/node, typescript (npm @types/node 22, npm typescript next)',
    ],
    ['yarn', 'yarn: '],
    ['yarn --frozen-lockfile', 'yarn: '],
    ['yarn workspaces foreach run build', undefined],
    ['uv pip install ruff', 'pip: ruff'],
    ['rustup toolchain install nightly', 'rustup: toolchain (rustup toolchain nightly)'],
    ['rustup target add wasm32', undefined],
    ['go mod download', 'go: '],
    ['go test ./...', undefined],
    ['npm test', undefined],
    ['make install', undefined],
  ])('%s', (line, expected) => {
    const install = installOf(words(line));
    const pins = [...(install?.pins ?? [])].map((pin) => pin.join(' ')).join(', ');
    const said = install && `${install.manager}: ${install.packages.join(', ')}${pins && ` (${pins})`}`;
    expect(said).toBe(expected);
  });
});

describe('tellingOf', () => {
  test.each([
    ['echo crun create x', 'upkeep'],
    ['Write-Host done', 'upkeep'],
    ['git config user.name x', 'upkeep'],
    ['apt-get update', 'upkeep'],
    ['pip list', 'upkeep'],
    ['git submodule update --init', 'setup'],
    ['cp -r a b', 'setup'],
    ['node --version', 'setup'],
    ['docker pull x', 'setup'],
    ['zig-out/bin/tool version', 'work'],
    ['sed -n 1p file', 'setup'],
    ['sed -i s/a/b/ version.txt', 'work'],
    ['git push', 'work'],
    ['docker build .', 'work'],
    ['npm version minor', 'work'],
    ['source venv/bin/activate', 'upkeep'],
    ['source /opt/tools/enable', 'setup'],
    ['make', 'work'],
  ])('%s is %s', (line, expected) => {
    expect(tellingOf(words(line))).toBe(expected);
  });
});

describe('cronFrequency', () => {
  test.each<[string, number | undefined]>([
    ['0 3 * * *', 7],
    ['0 3 * * 1', 1],
    ['0 3 * * mon-fri', 5],
    ['*/15 * * * *', 4 * 24 * 7],
    ['0 */6 * * *', 4 * 7],
    ['0 0,12 * * SUN', 2],
    ['0 8 * * 0-7', 7],
    ['0 0 1 * *', 7 / (365.25 / 12)],
    ['0 0 1 1 *', 7 / 365.25],
    ['nonsense', undefined],
    ['61 * * * *', undefined],
    ['* * * *', undefined],
    ['5-1 * * * *', undefined],
  ])('%s', (cron, expected) => {
    const frequency = cronFrequency(cron);
    if (expected === undefined) expect(frequency).toBeUndefined();
    else expect(frequency).toBeCloseTo(expected, 6);
  });
});

describe('patternIncludes', () => {
  test.each([
    ['main', 'main', true],
    ['main', 'next', false],
    ['**', 'feature/a', true],
    ['*', 'main', true],
    ['*', 'feature/a', false],
    ['feature/**', 'feature/a/b', true],
    ['feature/**', 'feature/*', true],
    ['feature/*', 'feature/**', false],
    ['v[12].[0-9]+', 'v1.25', true],
    ['v[12].[0-9]+', 'v3.0', false],
    ['**.md', 'docs/a.md', true],
    ['**/docs/**', 'docs/a', true],
    ['src/**', 'src/app/**', true],
    ['src/**', 'test/**', false],
    ['v1?.x', 'v.x', true],
    ['v1?.x', 'v11.x', false],
    ['**/x', 'x', true],
    ['**/x', 'a/b/x', true],
    ['**/x', 'fox', false],
    ['*a*a*a*a*a*a*a*a*a*a*b', 'a'.repeat(2000), false],
    ['a[', 'a[', true],
    ['a[', 'b', false],
  ])('%s takes in %s: %s', (wide, narrow, expected) => {
    expect(patternIncludes(wide, narrow)).toBe(expected);
  });
});

describe('platformOf', () => {
  test.each([
    [['ubuntu-latest'], 'linux x64'],
    [['ubuntu-24.04-arm'], 'linux arm64'],
    [['windows-2022'], 'windows x64'],
    [['windows-11-arm'], 'windows arm64'],
    [['macos-13'], 'macos x64'],
    [['macos-15'], 'macos arm64'],
    [['macos-latest'], 'macos arm64'],
    [['macos-15-intel'], 'macos x64'],
    [['macos-14-large'], 'macos x64'],
    [['macos-13-xlarge'], 'macos arm64'],
    [['self-hosted', 'linux', 'ARM64'], 'linux arm64'],
    [['self-hosted', 'Windows', 'X64'], 'windows x64'],
    [['self-hosted', 'linux', 'riscv64'], 'linux riscv64'],
    [['self-hosted', 'proxmox'], '? ?'],
    [['windows2019-big'], 'windows ?'],
  ])('%s is %s', (labels, expected) => {
    const { os = '?', arch = '?' } = platformOf({ labels });
    expect(`${os} ${arch}`).toBe(expected);
  });
});

describe('joinPath', () => {
  test.each([
    ['', 'a/b', 'a/b'],
    ['', './a/', 'a'],
    ['a', '../b', 'b'],
    ['a', '..', ''],
    ['', '../b', '../b'],
    ['', '/opt/x', '/opt/x'],
    ['', '', ''],
    ['a', '$GITHUB_WORKSPACE/b', 'b'],
    ['a', '${{ github.workspace }}', ''],
    ['a', '${GITHUB_WORKSPACE}/', ''],
  ])('from %s to %s', (directory, path, expected) => {
    expect(joinPath(directory, path)).toBe(expected);
  });
});

describe('variables', () => {
  test('are put where the shell would put them', () => {
    const known = new Map([['A', '1']]);
    const texts = ['$A', `\${A}x`, '$env:A', '$AB', '$$', 'A', `\${A:-2}`].map((text) =>
      putVariables(text, (name) => known.get(name)),
    );
    expect(texts).toEqual(['1', '1x', '1', '$AB', '$$', 'A', `\${A:-2}`]);
  });

  test.each([
    ['FORCE_COLOR', true],
    ['CI', true],
    ['GITHUB_TOKEN', true],
    ['PIP_CACHE_DIR', true],
    ['MODE', false],
    ['CIRCLE', false],
    ['RUSTFLAGS', false],
  ])('%s is cosmetic: %s', (name, expected) => {
    expect(isCosmetic(name)).toBe(expected);
  });
});

describe('otherTree', () => {
  test.each<[string, string | undefined]>([
    ['git checkout next', 'ref: next'],
    ['git switch --detach v1.2.0', 'ref: v1.2.0'],
    ['git submodule update --remote', 'submodules: newest'],
    ['git submodule update --init', undefined],
    ['git checkout -b work', undefined],
    ['git checkout -- src', undefined],
    ['git checkout package.json', undefined],
    ['git checkout .', undefined],
    ['git checkout $GITHUB_SHA', undefined],
    ['git fetch origin next', undefined],
    ['hub checkout next', undefined],
  ])('%s', (line, expected) => {
    expect(otherTree(words(line))).toEqual(expected === undefined ? [] : [expected]);
  });
});

describe('standAgainst', () => {
  test.each([
    ['gcc-12 ninja-build', 'gcc-14 ninja-build', true],
    ['openjdk-17-jdk', 'openjdk-21-jdk', true],
    ['gcc-12', 'gcc-12 gcc-14', false],
    ['libssl-dev', 'libwolfssl-dev', true],
    ['libssl-dev', 'libssl-dev libcap-dev', false],
    ['libssl-dev', 'make', false],
    ['jq', 'curl', false],
    ['gcc-12', '', false],
  ])('%s and %s: %s', (one, other, expected) => {
    const [first, second] = [one, other].map((names) => new Set(words(names).filter((name) => name !== '')));
    expect(standAgainst(first ?? new Set(), second ?? new Set())).toBe(expected);
    expect(standAgainst(second ?? new Set(), first ?? new Set())).toBe(expected);
  });
});
