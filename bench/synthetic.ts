import type { TreeEntry } from '../src/core/audit/tree.ts';

/** A generator of whole numbers below a bound, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const tools = ['zig build', 'cargo build', 'npm run build', 'make', 'go build ./...', 'cmake --build build'];
const checks = [
  'zig build test',
  'cargo test',
  'npm test',
  'make check',
  'go test ./...',
  'ctest --test-dir build',
];

/** Workflows of the usual kind and size (30 to 120 lines), each for a package of its own, the same for the same seed. */
export function syntheticWorkflows(count: number, seed = 106): TreeEntry[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const path = `.github/workflows/package-${index}.yml`;
    return { kind: 'text', path, id: `${seed}-${index}`, text: workflow(index, random) };
  });
}

function workflow(index: number, random: (below: number) => number): string {
  const jobs = Array.from({ length: 1 + random(3) }, (_, number) => job(index, number, random));
  return `name: Package ${index}
on:
  push:
    branches: [main]
    paths: ['packages/p${index}/**']
  pull_request:
    paths: ['packages/p${index}/**']
permissions:
  contents: read
concurrency:
  group: p${index}-\${{ github.ref }}
  cancel-in-progress: true
jobs:
${jobs.join('')}`;
}

function job(index: number, number: number, random: (below: number) => number): string {
  const which = random(tools.length);
  const steps = Array.from(
    { length: 1 + random(4) },
    (_, step) => `      - name: Probe ${step}
        run: |
          set -euo pipefail
          if [ "$MODE" = "full" ]; then
            ./packages/p${index}/probe-${random(50)}.sh --level ${random(9)} "\${{ matrix.mode }}"
          fi
          echo "probe ${step} of package ${index} is done" >> "$GITHUB_STEP_SUMMARY"
`,
  );
  return `  job-${number}:
    runs-on: \${{ matrix.os }}
    timeout-minutes: 20
    strategy:
      fail-fast: false
      matrix:
        os: [ubuntu-24.04, macos-15]
        mode: [quick, full]
    env:
      MODE: \${{ matrix.mode }}
    defaults:
      run:
        working-directory: packages/p${index}
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 24
          cache: npm
      - name: Build
        run: ${tools[which]} --package p${index}
      - name: Test
        run: ${checks[which]} --package p${index}
${steps.join('')}      - if: always()
        uses: actions/upload-artifact@v5
        with:
          name: p${index}-${number}-\${{ matrix.os }}-\${{ matrix.mode }}
          path: packages/p${index}/out
`;
}
