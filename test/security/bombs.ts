import type { Files } from '../fuzz/grow/repository.ts';

const folder = '.github/workflows';
const head = 'on: push\njobs:\n  a:\n    runs-on: self-hosted\n';

/** A workflow of one job with one script. */
function withScript(script: string): string {
  const lines = script.split('\n').map((line) => `          ${line}\n`);
  return `${head}    steps:\n      - run: |\n${lines.join('')}`;
}

function one(text: string, more: Files = {}): Files {
  return { [`${folder}/w.yml`]: text, ...more };
}

function nest(depth: number, before: string, inside: string, after: string): string {
  return `${before.repeat(depth)}${inside}${after.repeat(depth)}`;
}

function aliases(indent: string): string {
  const levels = [...'bcdefghijklmnop'].map((name, at) => {
    const below = 'abcdefghijklmno'[at];
    return `${indent}${name}: &${name} [${Array(10).fill(`*${below}`).join(', ')}]\n`;
  });
  return `${indent}a: &a [lol]\n${levels.join('')}`;
}

function numbered(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('');
}

const doubled = (depth: number, inside: string): string =>
  Array.from({ length: depth }).reduce<string>((text) => `format('{0}{0}', ${text})`, inside);
const matrix = (axes: string): string =>
  `${head}    strategy: { matrix: ${axes} }\n    steps: [{ run: 'crun create x' }]\n`;
const policy = (text: string): Files => ({
  '.github/ci-warden.yml': `version: 1\n${text}`,
  ...one(withScript('crun create x')),
});
const job = (index: number): string =>
  `  j${index}:\n    runs-on: self-hosted\n    steps:\n      - run: make target-${index % 7}\n      - run: crun create c${index}\n`;

/** Small repositories made to take for ever, or all memory there is. */
export const bombs: readonly (readonly [name: string, files: Files])[] = [
  ['aliases that multiply', one(`${aliases('')}${withScript('x')}`)],
  ['aliases that multiply in an env', one(`env:\n${aliases('  ')}${withScript('x')}`)],
  ['deep nesting in flow', one(`${head}    env: ${nest(9_000, '[', '', ']')}\n`)],
  ['deep nesting in blocks', one(numbered(1_400, (at) => `${' '.repeat(at)}a:\n`))],
  ['a megabyte in one mapping', one(`${withScript('x')}env:\n${numbered(60_000, (at) => `  K${at}: v\n`)}`)],
  ['a matrix of 10^9 legs', one(matrix(`{ ${numbered(9, (at) => `a${at}: [0,1,2,3,4,5,6,7,8,9], `)} }`))],
  [
    'a matrix with 9,000 includes',
    one(matrix(`{ a: [1, 2], include: [${numbered(9_000, (at) => `{ a: ${at % 3}, b${at}: ${at} }, `)}] }`)),
  ],
  [
    'a matrix with 5,000 excludes',
    one(
      matrix(
        `{ a: [${numbered(250, (at) => `${at}, `)}], exclude: [${numbered(5_000, (at) => `{ a: ${at} }, `)}] }`,
      ),
    ),
  ],
  ['text that doubles in an expression', one(matrix(`{ a: ["\${{ ${doubled(60, "'x'")} }}"] }`))],
  ['runs-on that doubles', one(withScript('x').replace('self-hosted', `"\${{ ${doubled(60, "'x'")} }}"`))],
  [
    'conditions in conditions',
    one(
      withScript('crun create x').replace(
        '      - run',
        `      - if: ${nest(2_000, '(', 'always()', ')')}\n        run`,
      ),
    ),
  ],
  [
    'a long chain of conditions',
    one(
      withScript('crun create x').replace(
        '      - run',
        `      - if: ${"github.ref == 'a' && ".repeat(3_000)}always()\n        run`,
      ),
    ),
  ],
  ['JSON in an expression', one(matrix(`\${{ fromJSON('${nest(3_000, '[', '1', ']')}') }}`))],
  [
    'workflows that call each other',
    {
      ...one(
        `on: [push, workflow_call]\njobs:\n${numbered(20, (at) => `  j${at}: { uses: ./${folder}/x.yml, with: { x: "\${{ inputs.x }}" } }\n`)}`,
      ),
      [`${folder}/x.yml`]: `on: { workflow_call: { inputs: { x: { type: string } } } }\njobs:\n${numbered(20, (at) => `  j${at}: { uses: ./${folder}/w.yml }\n  k${at}: { runs-on: "\${{ inputs.x }}", steps: [{ run: x }] }\n`)}`,
    },
  ],
  [
    'jobs that need each other',
    one(
      `on: push\njobs:\n${numbered(300, (at) => `  j${at}: { runs-on: x, needs: [${numbered(at, (other) => `j${other}, `)}], steps: [{ run: x }] }\n`)}`,
    ),
  ],
  [
    'an enormous script',
    one(withScript('docker run -d --name web img\n./test --flag "$VALUE"\n'.repeat(9_000))),
  ],
  ['one line of 900,000 characters', one(withScript(`echo ${'a'.repeat(900_000)}`))],
  ['one command of 90,000 words', one(withScript(`docker run -d ${'a '.repeat(90_000)}`))],
  [
    'heredocs in heredocs',
    one(
      withScript(
        numbered(800, (at) => `bash <<E${at}\n`) +
          'crun create x\n' +
          numbered(800, (at) => `E${799 - at}\n`),
      ),
    ),
  ],
  [
    '800 heredocs at once',
    one(withScript(`cat ${numbered(800, (at) => `<<E${at} `)}\n${numbered(800, (at) => `x\nE${at}\n`)}`)),
  ],
  ['substitutions in substitutions', one(withScript(nest(3_000, '$(', 'crun create x', ')')))],
  ['parameters in parameters', one(withScript(`crun create ${nest(3_000, '${a:-', 'x', '}')}`))],
  ['quotes in substitutions in quotes', one(withScript(nest(1_500, '"$(', 'crun create x', ')"')))],
  [
    'conditions in shells',
    one(withScript(`${'if ./a; then docker run -d x; '.repeat(1_500)}${'fi; '.repeat(1_500)}`)),
  ],
  ['subshells in subshells', one(withScript(nest(4_000, '(', 'crun create x', ')')))],
  [
    'functions that double',
    one(withScript(`${numbered(60, (at) => `f${at}() { docker run -d x$1; f${at + 1}; f${at + 1}; }\n`)}f0`)),
  ],
  ['a function that calls itself', one(withScript('f() { crun create x; f | f & }\nf'))],
  [
    'variables that double',
    one(withScript(`A=crun\n${'A="$A$A"\n'.repeat(200)}$A create x\ndocker run --name "$A" x`)),
  ],
  [
    'lists that double',
    one(withScript(`A="a b"\n${'A="$A $A"\n'.repeat(60)}for i in $A; do docker run -d $i; done`)),
  ],
  [
    'braces that multiply',
    one(withScript(`docker run -d ${'{a,b}'.repeat(60)}\nfor i in {1..99999999}; do crun create $i; done`)),
  ],
  [
    'loops in loops',
    one(withScript(`${'for i in 1 2 3 4 5 6 7 8 9; do '.repeat(40)}crun create $i; ${'done; '.repeat(40)}`)),
  ],
  [
    'cases in cases',
    one(withScript(`${'case $a in a|b|c) docker run -d x ;; *) '.repeat(400)} : ${';; esac '.repeat(400)}`)),
  ],
  [
    'evals of evals',
    one(withScript(`C='crun create x'\n${"C=\"eval '$C'; eval '$C'\"\n".repeat(40)}eval "$C"`)),
  ],
  [
    'traps that set traps',
    one(
      withScript(
        `${'trap \'docker rm -f a; trap "docker rm -f b" EXIT\' EXIT\ndocker run -d --name a x\n'.repeat(2_000)}`,
      ),
    ),
  ],
  [
    'arms without end',
    one(withScript(`if docker ps; then :\n${'elif ./a; then docker run -d x\n'.repeat(15_000)}fi`)),
  ],
  ['one after the other without end', one(withScript(`docker ps ${'&& docker run -d x '.repeat(15_000)}`))],
  ['pipes without end', one(withScript(`docker ps ${'| xargs docker run -d '.repeat(5_000)}`))],
  ['containers without end', one(withScript(numbered(9_000, (at) => `docker run -d --name c${at} img\n`)))],
  [
    'scripts that run each other',
    one(withScript('bash a.sh'), {
      'a.sh': 'bash b.sh; bash b.sh; crun create x\n'.repeat(50),
      'b.sh': 'source a.sh; bash a.sh\n'.repeat(50),
    }),
  ],
  [
    'a makefile that doubles',
    one(withScript('make t0'), {
      Makefile: `${numbered(60, (at) => `V${at} = $(V${at + 1})$(V${at + 1})\n`)}V60 = x\n${numbered(60, (at) => `t${at}: t${at + 1} u${at + 1}\n\tcrun create $(V0)\nu${at}: t${at + 1}\n\tdocker run -d x\n`)}`,
    }),
  ],
  [
    'actions that use each other',
    one(`${head}    steps: [{ uses: ./a }]\n`, {
      'a/action.yml': `runs:\n  using: composite\n  steps:\n${'    - uses: ./b\n'.repeat(50)}`,
      'b/action.yml': `runs:\n  using: composite\n  steps:\n${'    - uses: ./a\n'.repeat(50)}`,
    }),
  ],
  [
    '800 jobs that are alike',
    one(`on: push\njobs:\n${numbered(800, job)}`, {
      [`${folder}/x.yml`]: `on: push\njobs:\n${numbered(800, (at) => job(at + 1))}`,
    }),
  ],
  [
    '400 workflows that are alike',
    Object.fromEntries(
      Array.from({ length: 400 }, (_, at) => [
        `${folder}/w${at}.yml`,
        `name: W${at}\n${withScript(`make build\nmake test-${at % 5}\ndocker run -d --name x${at} img`)}`,
      ]),
    ),
  ],
  [
    '50,000 suppressions',
    one(`${'# ci-warden: allow dead-workflow -- x\n'.repeat(25_000)}${withScript('x')}`),
  ],
  ['a policy with aliases that multiply', policy(`rules:\n${aliases('  ')}`)],
  ['a policy that is nested deep', policy(`rules: ${nest(9_000, '[', '', ']')}\n`)],
  [
    'a policy with 6,000 runners',
    policy(`runners:\n${numbered(6_000, (at) => `  r${at}: { labels: [self-hosted, l${at}] }\n`)}`),
  ],
  [
    'a policy with globs for regular expressions to choke on',
    policy(
      `rules:\n  missing-container-cleanup: { except: ['${'*a'.repeat(200)}', '(a+)+$', '${'{a,'.repeat(120)}', '${'{a,b}'.repeat(80)}', '${'+('.repeat(99)}a${')'.repeat(99)}'] }\n`,
    ),
  ],
  [
    'a policy with 7,000 mistakes',
    policy(`rules:\n${numbered(7_000, (at) => `  no-such-rule-${at}: error\n`)}`),
  ],
  [
    'a plan of brackets',
    { 'docs/PLAN.md': 'a]'.repeat(30_000), ...policy('tracking: [{ issue: 1, plan: docs/PLAN.md }]\n') },
  ],
  [
    'a plan of lists in lists',
    { 'docs/PLAN.md': '1. '.repeat(20_000), ...policy('tracking: [{ issue: 1, plan: docs/PLAN.md }]\n') },
  ],
  [
    'a plan of 10,000 items',
    {
      'docs/PLAN.md': numbered(
        10_000,
        (at) => `- [x] Delete \`w${at}.yml\` and add a matrix for both runners\n`,
      ),
      ...policy('tracking: [{ issue: 1, plan: docs/PLAN.md }]\n'),
    },
  ],
];
