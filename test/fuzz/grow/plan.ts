import { nasty } from '../nasty.ts';
import type { Random } from '../random.ts';

const words: readonly [string, ...string[]] = [
  ...([
    'delete',
    'add',
    'create',
    'update',
    'document',
    'remove',
    'rename',
    'with matrix',
    'for both runners',
    'to',
  ] as const),
  ...[
    '`w0.yml`',
    '`.github/workflows/w1.yml`',
    'docs/GUIDE.md',
    '`scripts/a.sh`',
    '`crun create`',
    'start',
    'stop',
    'kill TERM',
  ],
  ...[
    'tests pass on both',
    'CI time',
    'reduced by',
    '30-40%',
    'in parallel',
    'runners are operational',
    '#7',
    'issue',
  ],
  ...[
    '[self-hosted, proxmox]',
    'labels',
    'clean-up',
    'containers',
    'no dead workflows',
    'section',
    '(2 days)',
    'and',
    ',',
  ],
  ...[
    '**bold**',
    '~~struck~~',
    '<!-- ci-warden: x -->',
    '[link](docs/GUIDE.md)',
    '![x](y)',
    '<b>',
    '|',
    '$&',
    '⟦p0⟧',
  ],
];

const words4 = (random: Random): string =>
  random.times(0, 12, () => (random.oneIn(20) ? nasty(random) : random.pick(words))).join(' ');

const blocks: readonly [(random: Random) => string, ...((random: Random) => string)[]] = [
  (random) =>
    `${random.pick(['#', '##', '###', '####'])} ${random.pick(['Phase 1:', 'Risks', 'Timeline', 'Acceptance', 'Benefits', ''])} ${words4(random)}`,
  (random) => `${' '.repeat(random.below(6))}- [${random.pick(['x', ' ', 'X', '-'])}] ${words4(random)}`,
  (random) => `${' '.repeat(random.below(6))}- [${random.pick(['x', ' '])}] ${words4(random)}`,
  (random) => `${' '.repeat(random.below(4))}${random.pick(['1.', '*', '+', '-'])} ${words4(random)}`,
  (random) =>
    `**${random.pick(['Duration', 'Issue', 'Started', 'Estimated time', 'Rationale'])}**: ${random.pick(['3 days', '#106', '2025-10-10', '2-3 hours', words4(random)])}`,
  (random) =>
    `| Risk | Mitigation |\n|---|---|\n${random.times(1, 3, () => `| ${words4(random)} | ${words4(random)} |`).join('\n')}`,
  (random) => `\`\`\`${random.pick(['yaml', 'sh', ''])}\n${words4(random)}\n\`\`\``,
  (random) => `> ${words4(random)}`,
  (random) => `- ${random.pick(['2025-10-10', 'Oct 10', 'Week 1', 'Day 2'])}: ${words4(random)}`,
  (random) => words4(random),
];

/** A sprint's plan in Markdown. */
export function growPlan(random: Random): string {
  return random.times(1, 25, () => random.pick(blocks)(random)).join(random.oneIn(2) ? '\n' : '\n\n');
}

/** Markdown that nests, doubles or never ends. */
export function growTangle(random: Random): string {
  const piece = random.pick([
    '> ',
    '- ',
    '1. ',
    '[',
    '![',
    '](',
    '*',
    '**',
    '_',
    '~~',
    '`',
    '``',
    '<',
    '<!--',
    '|',
    '|-',
    '&',
    '\\',
    '[^1]: ',
    '[a]: b',
    '<a ',
    'a@',
    'http://',
    '    ',
    '\t',
    '# ',
    '- [x] ',
    '$',
    'x |',
  ]);
  const other = random.oneIn(2) ? random.pick(['a', '\n', ' ', ']', ')', '*', '`', 'a\n\n']) : '';
  return `${random.oneIn(2) ? '- [ ] ' : ''}${`${piece}${other}`.repeat(2 ** random.below(15)).slice(0, 65_536)}${random.pick(['', '\n', 'x', ']', '\n/ci-audit'])}`;
}
