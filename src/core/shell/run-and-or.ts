import type { AndOr } from 'unbash';
import { joinBranches, onBranch } from './branches.ts';
import { runNode } from './execute.ts';
import { type Condition, factsIf, type Outcome, type Point } from './shell-process.ts';
import { noteAsked } from './test-command.ts';

/** `a && b || c`: each command runs or not by how those before it went; only the last one's failure is seen by `set -e`. */
export function runAndOr<Facts>(node: AndOr, point: Point<Facts>): Outcome {
  let outcome: Outcome = 'succeeds';
  const condition: Condition = { asks: 'state' };
  for (const [at, command] of node.commands.entries()) {
    const last = at === node.commands.length - 1;
    const here = { ...point, tolerant: point.tolerant || !last };
    if (at === 0) outcome = runNode(command, { ...here, condition });
    else outcome = runNext({ command, operator: node.operators[at - 1] ?? '&&', outcome, condition }, here);
    if (outcome === 'ended') break;
  }
  noteAsked(point, condition.asks);
  return outcome;
}

interface Next {
  readonly command: AndOr['commands'][number];
  readonly operator: AndOr['operators'][number];
  /** How what stands before the operator went. */
  readonly outcome: Outcome;
  readonly condition: Condition;
}

function runNext<Facts>({ command, operator, outcome, condition }: Next, point: Point<Facts>): Outcome {
  const [runsAfter, skipsAfter] =
    operator === '&&' ? (['succeeds', 'fails'] as const) : (['fails', 'succeeds'] as const);
  if (outcome === skipsAfter) return outcome;
  if (outcome === runsAfter) return runNode(command, { ...point, condition });
  const before = point.shell.facts;
  const decidedBy = condition.asks;
  const run = (inside: Point<Facts>) => runNode(command, { ...inside, condition });
  const taken = onBranch(point, run, factsIf(point.shell, runsAfter));
  const skipped = onBranch(point, () => skipsAfter, factsIf(point.shell, skipsAfter));
  return joinBranches(point, [taken, skipped], { before, decidedBy });
}
