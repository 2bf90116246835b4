import { endHere, runTrap } from './ends.ts';
import type { ShellPlace } from './script-text.ts';
import { childProcess, type Outcome, type Point, type ShellProcess } from './shell-process.ts';

/** Functions, scripts, subshells and compound commands inside of each other; deeper ones are not looked into. */
export const deepest = 64;

/** A child's own settings, where it doesn't take its parent's. */
export type ChildSettings<Facts> = Partial<Pick<ShellProcess<Facts>, 'errexit' | 'pipefail' | 'cwd'>>;

/**
 * Runs something in a child process: what it does to the world stays, what it does to variables and traps is lost.
 * A failure of the child is the parent's to see.
 */
export function runChild<Facts>(
  point: Point<Facts>,
  at: ShellPlace,
  run: (inside: Point<Facts>) => Outcome,
  settings: ChildSettings<Facts> = {},
): Outcome {
  if (point.depth >= deepest) return 'may-fail';
  const { shell } = point;
  const child = Object.assign(childProcess(shell), settings);
  const inside: Point<Facts> = {
    ...point,
    shell: child,
    depth: point.depth + 1,
    returns: [],
    breaks: [],
    // A child that sets its own options is a program of its own.
    tolerant: settings.errexit === undefined ? point.tolerant : false,
  };
  const outcome = run(inside);
  return finishChild({ point, child, inside }, outcome, at);
}

interface Family<Facts> {
  readonly point: Point<Facts>;
  readonly child: ShellProcess<Facts>;
  readonly inside: Point<Facts>;
}

function finishChild<Facts>(
  { point, child, inside }: Family<Facts>,
  outcome: Outcome,
  at: ShellPlace,
): Outcome {
  const { shell, machine } = point;
  const { domain } = machine;
  // What a child lost is of no use to its parent either.
  if (child.loss !== undefined) shell.loss = child.loss;
  const endings = (how: string) => child.ends.filter((end) => end.how === how);
  for (const end of endings('cancelled').slice(0, 1)) endHere(point, 'cancelled', end.at, end.facts);
  const failures = endings('failure').map((end) => end.facts);
  const successes = endings('success').map((end) => end.facts);
  if (outcome !== 'ended') {
    const after = runTrap(inside, outcome === 'fails' ? 'failure' : 'success');
    if (outcome !== 'fails') successes.push(after);
    if (outcome !== 'succeeds') failures.push(after);
  }
  const before = shell.facts;
  const failed = failures.length > 0 ? domain.join(before, failures, 'work') : undefined;
  if (failed !== undefined) {
    if (shell.errexit && !point.tolerant) endHere(point, 'failure', at, failed);
    else successes.push(failed);
  }
  if (successes.length === 0) {
    shell.facts = failed ?? before;
    return shell.errexit && !point.tolerant ? 'ended' : 'fails';
  }
  shell.facts = domain.join(before, successes, 'work');
  return failed === undefined ? 'succeeds' : 'may-fail';
}
