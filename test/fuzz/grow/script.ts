import { nasty } from '../nasty.ts';
import type { Random } from '../random.ts';

const commands: readonly [string, ...string[]] = [
  ...([
    'make test',
    'zig build -Doptimize=Debug',
    './run.sh',
    'bash scripts/a.sh',
    'source scripts/b.sh',
    'cd src',
  ] as const),
  ...[
    'crun create c1',
    'crun start "$ID"',
    'crun kill c1 TERM',
    'crun delete -f c1',
    'sudo runc run x',
    'youki list',
  ],
  ...[
    'docker run -d --name web img',
    'docker rm -f $(docker ps -aq)',
    'docker compose -f a.yml up -d',
    'docker compose down',
  ],
  ...[
    'podman run --rm img',
    'pct create 100 local:x',
    'lxc launch ubuntu: u',
    'incus delete -f u',
    'kubectl get po',
  ],
  ...[
    'docker ps -q | xargs -r docker rm -f',
    'env A=1 timeout 5 nice docker run -d img',
    "bash -c 'crun create y'",
  ],
  ...[
    'eval "$CMD"',
    'set -euo pipefail',
    'set +e',
    'exit 1',
    'return 0',
    'break 2',
    'continue',
    'exec ./x',
    'wait',
  ],
  ...[
    "trap 'crun delete -f c1' EXIT",
    'trap clean EXIT INT',
    "trap '' EXIT",
    'trap - EXIT',
    'clean',
    'f',
    'g "$@"',
  ],
  ...[
    'command -v crun >/dev/null || { echo "crun is missing"; exit 0; }',
    'export PATH="$PWD:$PATH"',
    'shift',
    ':',
  ],
  ...[
    'ID=$(docker run -d img)',
    'A=${A:-b}',
    'A=("x" "y")',
    'A+=(z)',
    'local n=$1',
    'readonly X=1',
    'unset X',
    'X=$((X+1))',
  ],
  ...[
    'echo "A=1" >> "$GITHUB_ENV"',
    'echo "id=$ID" >> $GITHUB_OUTPUT',
    'cat <<EOF\ncrun create z\nEOF',
    "cat <<-'E' | sh\n\trm -rf x\nE",
  ],
  ...[
    'make -C sub target VAR=1',
    'gh pr checkout ${{ github.event.number }}',
    'echo ${{ matrix.os }}',
    '[ -f x ] && crun run x &',
  ],
  ...[
    'printf "%s\\n" {1..20}',
    'find . -name "*.sh" -exec sh {} \\;',
    'ssh host "docker run -d x"',
    'docker exec -it a sh -c "x"',
  ],
];

type Grow = (random: Random, depth: number) => string;

const compounds: readonly [Grow, ...Grow[]] = [
  (random, depth) =>
    `if ${line(random, depth)}; then\n${body(random, depth)}\nelse\n${body(random, depth)}\nfi`,
  (random, depth) => `for i in a b $X; do\n${body(random, depth)}\ndone`,
  (random, depth) => `while ${line(random, depth)}; do\n${body(random, depth)}\ndone`,
  (random, depth) => `case $X in a|b) ${line(random, depth)} ;; *) ${line(random, depth)} ;; esac`,
  (random, depth) => `${random.pick(['f', 'g', 'clean'])}() {\n${body(random, depth)}\n}`,
  (random, depth) => `(${line(random, depth)}; ${line(random, depth)})`,
  (random, depth) =>
    `{ ${line(random, depth)}; } ${random.pick(['>', '2>&1 |', '&&', '||', '<'])} ${line(random, depth)}`,
  (random, depth) => `X=$(${line(random, depth)})`,
  (random, depth) => `bash -c "${line(random, depth).replace(/["\\$`]/g, '\\$&')}"`,
  (random, depth) =>
    `${line(random, depth)} ${random.pick(['&&', '||', '|', ';', '&'])} ${line(random, depth)}`,
  (random, depth) => `[[ $X == ${random.pick(['a*', '"b"', '+(a|b)'])} ]] && ${line(random, depth)}`,
  (random, depth) =>
    `trap '${line(random, depth).replaceAll("'", "'\\''")}' ${random.pick(['EXIT', 'INT TERM', 'ERR', '0'])}`,
  (random, depth) => `cat <<${random.pick(['A', '"A"', '-A'])} | bash\n${body(random, depth)}\nA`,
];

function line(random: Random, depth: number): string {
  if (depth > 4 || random.below(3) < 2) return random.oneIn(25) ? nasty(random) : random.pick(commands);
  return random.pick(compounds)(random, depth + 1);
}

function body(random: Random, depth: number): string {
  return random.times(1, 3, () => line(random, depth)).join('\n');
}

/** A shell script out of the grammar of shells and the commands that the rules know. */
export function growScript(random: Random): string {
  const first = random.oneIn(3) ? '#!/usr/bin/env bash\n' : '';
  return `${first}${random.times(1, 10, () => line(random, 0)).join('\n')}\n`;
}

/** A makefile whose targets call each other. */
export function growMakefile(random: Random): string {
  const targets = random.times(1, 5, (index) => {
    const needs = random.times(0, 2, () => `t${random.below(5)}`).join(' ');
    const recipe = random.times(
      1,
      3,
      () => `\t${random.pick(['', '@', '-'])}${line(random, 3).replaceAll('\n', ' ')}`,
    );
    return `t${index}: ${needs}\n${recipe.join('\n')}`;
  });
  const variables = random.times(
    0,
    3,
    (index) => `V${index} ${random.pick(['=', ':=', '?=', '+='])} $(V${random.below(3)}) x`,
  );
  return `${[...variables, ...targets].join('\n')}\n`;
}
