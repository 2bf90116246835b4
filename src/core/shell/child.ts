import { endHere, runTrap } from './ends.ts';
import type { ShellPlace } from './script-text.ts';
import { childProcess, factsIf, type Outcome, type Point, type ShellProcess } from './shell-process.ts';

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
  const [cancelled, ...others] = endings('cancelled');
  if (cancelled !== undefined) {
    const all = [cancelled, ...others].map((end) => end.facts);
    endHere(point, 'cancelled', cancelled.at, domain.join(shell.facts, all, 'work'));
  }
  const failures = endings('failure').map((end) => end.facts);
  const successes = endings('success').map((end) => end.facts);
  if (outcome !== 'ended') {
    if (outcome !== 'fails') successes.push(afterTrap(inside, 'succeeds'));
    if (outcome !== 'succeeds') failures.push(afterTrap(inside, 'fails'));
  }
  const before = shell.facts;
  const failed = failures.length > 0 ? domain.join(before, failures, 'work') : undefined;
  const succeeded = successes.length > 0 ? domain.join(before, successes, 'work') : undefined;
  const goesOn = !shell.errexit || point.tolerant;
  if (failed !== undefined && !goesOn) endHere(point, 'failure', at, failed);
  if (succeeded === undefined) {
    shell.facts = failed ?? before;
    return goesOn ? 'fails' : 'ended';
  }
  shell.facts = succeeded;
  if (failed === undefined) return 'succeeds';
  if (goesOn) shell.facts = domain.join(before, [succeeded, failed], 'work');
  shell.split = goesOn ? { succeeds: succeeded, fails: failed } : undefined;
  return 'may-fail';
}

/** What is true when a process ends with its last command, its trap run. */
export function afterTrap<Facts>(point: Point<Facts>, outcome: 'succeeds' | 'fails'): Facts {
  const facts = factsIf(point.shell, outcome);
  return runTrap({ ...point, shell: { ...point.shell, facts } }, outcome === 'fails' ? 'failure' : 'success');
}
