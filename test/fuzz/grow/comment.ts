import { nasty } from '../nasty.ts';
import type { Random } from '../random.ts';
import { growPlan, growTangle } from './plan.ts';

const commands: readonly [string, ...string[]] = [
  ...([
    '/ci-audit',
    '/CI-Audit',
    '/ci-audit help',
    '/ci-audit explain duplicate-workflow',
    '/ci-audit progress',
  ] as const),
  ...[
    '/ci-audit dead-workflow',
    '/ci-audit nonsense',
    '/ci-audit explain',
    '  /ci-audit.',
    '> /ci-audit',
    '`/ci-audit`',
    '/ci-audit/x',
  ],
];

/** A comment that may or may not hold a command. */
export function growComment(random: Random): string {
  if (random.oneIn(4)) return `${growTangle(random)}\n\n${random.pick(commands)}`;
  const line = () =>
    random.oneIn(3)
      ? `${random.pick(commands)} ${random.oneIn(2) ? nasty(random) : ''}`
      : random.oneIn(2)
        ? nasty(random)
        : growPlan(random);
  return random.times(1, 5, line).join(random.oneIn(2) ? '\n' : '\n\n');
}
