import { joinBranches, onBranch } from './branches.ts';
import { deepest } from './child.ts';
import type { Invocation } from './dispatch.ts';
import { runNode } from './execute.ts';
import type { Outcome, Point, ShellFunction } from './shell-process.ts';

/** Runs a function's body with the words of its call as `$1`, `$2`, …; a `return` leaves it. */
export function runFunction<Facts>(
  called: ShellFunction,
  invocation: Invocation,
  point: Point<Facts>,
): Outcome {
  if (point.depth >= deepest) return 'may-fail';
  const before = point.shell.facts;
  const returns: Point<Facts>['returns'] = [];
  const body = onBranch(point, (inside) =>
    runNode(called.body, {
      ...inside,
      script: called.script,
      positional: [point.positional[0] ?? '', ...invocation.argv.slice(1).map((field) => field.value)],
      conditional: point.conditional,
      depth: point.depth + 1,
      returns,
      breaks: [],
    }),
  );
  const decidedBy = returns.some((left) => left.outcome !== 'succeeds') ? 'work' : 'state';
  return joinBranches(point, [body, ...returns], { before, decidedBy });
}
