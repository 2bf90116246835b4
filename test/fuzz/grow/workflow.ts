import { stringify } from 'yaml';
import { nasty } from '../nasty.ts';
import type { Random } from '../random.ts';
import { growScript } from './script.ts';

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

const expressions: readonly [string, ...string[]] = [
  ...([
    '${{ matrix.a }}',
    '${{ matrix.b.c }}',
    '${{ fromJSON(matrix.a) }}',
    '${{ inputs.x }}',
    '${{ vars.v }}',
  ] as const),
  ...[
    '${{ needs.j0.outputs.o }}',
    "${{ github.event_name == 'push' && 'a' || 'b' }}",
    '${{ strategy.job-index }}',
  ],
  ...['${{ fromJSON(\'["a","b"]\') }}', '${{ env.E }}', '${{ secrets.S }}', '${{ hashFiles(github.ref) }}'],
];
const labels: readonly [string, ...string[]] = [
  ...([
    'ubuntu-latest',
    'self-hosted',
    'proxmox',
    'proxmox-runner0',
    'macos-15',
    'windows-latest',
    'x64',
    'gpu',
  ] as const),
];
const conditions: readonly [string, ...string[]] = [
  ...([
    'always()',
    'failure()',
    'success() || cancelled()',
    '!cancelled()',
    'false',
    '${{ false }}',
    'matrix.a',
  ] as const),
  ...[
    'github.event.pull_request.head.repo.full_name == github.repository',
    "steps.s.outcome == 'success' && always()",
  ],
  ...[
    "contains(github.event.pull_request.labels.*.name, 'x')",
    "needs.j0.result != 'skipped'",
    'true && (',
    '""',
  ],
];
const actions: readonly [string, ...string[]] = [
  ...([
    'actions/checkout@v4',
    'actions/upload-artifact@v4',
    'docker/build-push-action@v6',
    './act',
    './.github/actions/a',
  ] as const),
  ...[
    'docker://alpine:3',
    'x/y@main',
    'owner/name/path@v1',
    'actions/cache@v4',
    './',
    '../out',
    'a/b@c/d@e',
    'bad',
  ],
];

const text = (random: Random): string =>
  random.oneIn(12) ? nasty(random) : random.oneIn(3) ? random.pick(expressions) : random.pick(labels);
const list = (random: Random): Value =>
  random.oneIn(2) ? text(random) : random.times(1, 3, () => text(random));

function matrix(random: Random): Value {
  if (random.oneIn(6)) return random.pick(expressions);
  const row = (): Value =>
    Object.fromEntries(random.times(1, 2, () => [random.pick(['a', 'b', 'c']), list(random)]));
  const axes = random.times(1, random.oneIn(30) ? 9 : 3, (index): [string, Value] => [
    'abcdefghi'[index] ?? 'z',
    random.oneIn(8)
      ? random.pick(expressions)
      : random.times(1, random.oneIn(20) ? 12 : 3, () => (random.oneIn(5) ? row() : list(random))),
  ]);
  return {
    ...Object.fromEntries(axes),
    ...(random.oneIn(3) && { include: random.oneIn(4) ? random.pick(expressions) : random.times(1, 3, row) }),
    ...(random.oneIn(3) && { exclude: random.times(1, 3, row) }),
  };
}

function step(random: Random): Value {
  const own: Value = random.oneIn(3)
    ? {
        uses: random.pick(actions),
        ...(random.oneIn(2) && {
          with: { name: text(random), path: text(random), script: growScript(random) },
        }),
      }
    : {
        run: growScript(random),
        ...(random.oneIn(6) && { shell: random.pick(['bash', 'sh', 'pwsh', 'bash -e {0}', 'python']) }),
      };
  return {
    ...(random.oneIn(4) && { name: text(random) }),
    ...(random.oneIn(6) && { id: random.pick(['s', 't']) }),
    ...(random.oneIn(4) && { if: random.pick(conditions) }),
    ...own,
    ...(random.oneIn(6) && { env: { E: text(random), CMD: growScript(random) } }),
    ...(random.oneIn(8) && {
      'working-directory': random.pick(['src', './a/../b', '/tmp', '${{ matrix.a }}']),
    }),
    ...(random.oneIn(10) && { 'continue-on-error': true }),
  };
}

function job(random: Random, index: number): Value {
  if (random.oneIn(6)) {
    return {
      uses: `./.github/workflows/w${random.below(3)}.yml`,
      ...(random.oneIn(2) && { with: { x: text(random) } }),
      ...needs(random, index),
    };
  }
  return {
    'runs-on': random.oneIn(4) ? { group: text(random), labels: list(random) } : list(random),
    ...needs(random, index),
    ...(random.oneIn(2) && {
      strategy: { matrix: matrix(random), ...(random.oneIn(4) && { 'fail-fast': false }) },
    }),
    ...(random.oneIn(5) && { if: random.pick(conditions) }),
    ...(random.oneIn(8) && {
      container: random.oneIn(2) ? 'node:24' : { image: text(random), options: '--privileged' },
    }),
    ...(random.oneIn(10) && { services: { db: { image: 'postgres', ports: ['5432:5432'] } } }),
    ...(random.oneIn(6) && {
      concurrency: random.oneIn(2) ? text(random) : { group: text(random), 'cancel-in-progress': true },
    }),
    ...(random.oneIn(8) && { outputs: { o: text(random) } }),
    steps: random.times(0, 5, () => step(random)),
  };
}

function needs(random: Random, index: number): { readonly [key: string]: Value } {
  return index > 0 && random.oneIn(3) ? { needs: random.times(1, 2, () => `j${random.below(4)}`) } : {};
}

function triggers(random: Random): Value {
  const events = [
    'push',
    'pull_request',
    'pull_request_target',
    'workflow_dispatch',
    'schedule',
    'issue_comment',
    'merge_group',
  ] as const;
  if (random.oneIn(3)) return random.times(1, 3, () => random.pick(events));
  return {
    [random.pick(events)]: random.oneIn(2)
      ? null
      : { branches: [text(random), 'main'], paths: ['src/**', '!**/*.md'] },
    ...(random.oneIn(4) && { schedule: [{ cron: random.pick(['0 0 * * *', '* * *', '61 25 1 13 8']) }] }),
    ...(random.oneIn(3) && { workflow_call: { inputs: { x: { type: 'string', default: text(random) } } } }),
  };
}

/** A workflow out of the grammar of GitHub's workflows, sometimes nearly one. */
export function growWorkflow(random: Random): string {
  const workflow: Value = {
    ...(random.oneIn(2) && { name: text(random) }),
    on: triggers(random),
    ...(random.oneIn(5) && { env: { E: text(random) } }),
    ...(random.oneIn(6) && { concurrency: text(random) }),
    ...(random.oneIn(8) && { defaults: { run: { shell: 'bash', 'working-directory': 'src' } } }),
    jobs: Object.fromEntries(
      random.times(1, random.oneIn(20) ? 30 : 4, (index): [string, Value] => [
        `j${index}`,
        job(random, index),
      ]),
    ),
  };
  const comment = random.oneIn(6)
    ? `# ci-warden: allow ${random.pick(['duplicate-workflow', 'dead-workflow', 'nothing'])} -- ${text(random)}\n`
    : '';
  return `${comment}${stringify(workflow, { lineWidth: 0, aliasDuplicateObjects: random.oneIn(4) })}`;
}

const kinds = ['composite', 'docker', 'node24', 'python'] as const;

/** An action's manifest. */
export function growAction(random: Random): string {
  return stringify({
    name: text(random),
    inputs: { x: { default: text(random) } },
    runs: {
      using: random.pick(kinds),
      steps: random.times(0, 3, () => step(random)),
      image: 'Dockerfile',
      post: 'x.sh',
    },
  });
}
