import { stringify } from 'yaml';
import { nasty } from '../nasty.ts';
import type { Random } from '../random.ts';

const globs: readonly [string, ...string[]] = [
  ...([
    '*.yml',
    '**/ci*.yml#build',
    'w0.yml',
    '!(a|b)*',
    '{a,b,{c,{d,e}}}',
    '+(+(+(a)))b',
    '[!a-z]*#j?',
    '**/**/**/**/x',
  ] as const),
  ...[
    '(a+)+$',
    '*'.repeat(40),
    '?(a|?(a|?(a|?(a))))',
    '{1..9999}',
    '\\',
    '#',
    'a#b#c',
    '@(a|b)+(c)',
    '[[:alpha:]]*',
  ],
];
const rules = [
  ...[
    'duplicate-workflow',
    'missing-runner-matrix',
    'missing-container-cleanup',
    'incomplete-container-lifecycle',
  ],
  ...[
    'invalid-workflow',
    'undefined-matrix-value',
    'colliding-artifact-name',
    'unknown-runner',
    'dead-workflow',
  ],
  ...['missing-runner-capability', 'unlimited-concurrency', 'fork-code-on-self-hosted', 'no-such-rule'],
] as [string, ...string[]];
const severities = ['off', 'note', 'warning', 'error', 'fatal'] as const;

const word = (random: Random): string =>
  random.oneIn(10)
    ? nasty(random)
    : random.pick(['self-hosted', 'proxmox', 'proxmox-runner0', 'crun', 'docker', 'gpu']);
const words = (random: Random) => random.times(random.oneIn(10) ? 0 : 1, 3, () => word(random));

function setting(random: Random) {
  if (random.oneIn(2)) return random.pick(severities);
  return {
    severity: random.pick(severities),
    ...(random.oneIn(2) && { except: random.times(0, 3, () => random.pick(globs)) }),
    ...(random.oneIn(3) && {
      where: random.pick(['everywhere', 'self-hosted', 'x']),
      runtimes: words(random),
    }),
    ...(random.oneIn(3) && { threshold: random.pick([0, 0.5, 1, -1, 'x']) }),
  };
}

function evidence(random: Random) {
  return {
    item: word(random),
    ...(random.oneIn(2) && { absent: random.pick(['a.yml', '../x', '**']) }),
    ...(random.oneIn(2) && { mentions: { file: 'docs/a.md', words: words(random) } }),
    ...(random.oneIn(3) && { matrix: '.github/workflows/w0.yml', runs: word(random), time: '30-40%' }),
  };
}

/** A policy out of the grammar of policies, sometimes a wrong one. */
export function growPolicy(random: Random): string {
  const runner = () => ({
    labels: words(random),
    ...(random.oneIn(3) && { aliases: random.times(0, 2, () => words(random)) }),
    ...(random.oneIn(2) && { provides: words(random) }),
  });
  const tracking = () => ({
    issue: random.pick([106, 1, 0, -1, 1e21]),
    ...(random.oneIn(2) && {
      plan: random.pick(['docs/PLAN.md', 'none.md', '../x.md', '.github/workflows/w0.yml']),
    }),
    ...(random.oneIn(3) && { started: random.pick(['2025-10-10', '2025-02-30', 'soon']) }),
    ...(random.oneIn(3) && { tick: true, comments: true }),
    ...(random.oneIn(3) && { evidence: random.times(0, 2, () => evidence(random)) }),
  });
  return stringify({
    version: random.oneIn(15) ? 2 : 1,
    ...(random.below(3) > 0 && {
      runners: Object.fromEntries(
        random.times(0, 4, (i) => [random.oneIn(9) ? nasty(random) : `r${i}`, runner()]),
      ),
    }),
    ...(random.oneIn(4) && { capabilities: { docker: { actions: words(random), commands: words(random) } } }),
    ...(random.below(3) > 0 && {
      rules: Object.fromEntries(random.times(0, 5, () => [random.pick(rules), setting(random)])),
    }),
    ...(random.below(3) > 0 && { tracking: random.times(0, 2, tracking) }),
    ...(random.oneIn(12) && { [nasty(random)]: nasty(random) }),
  });
}
