import type { ScriptEnd, TrapLoss } from './domain.ts';
import { runScript } from './execute.ts';
import type { ShellPlace } from './script-text.ts';
import { branchOf, type Point, type Risk, type TrapAction } from './shell-process.ts';

/** Notes that the process may end after a command: its EXIT trap runs, and what is true then goes to the process. */
export function endHere<Facts>(
  point: Point<Facts>,
  how: ScriptEnd<Facts>['how'],
  at: ShellPlace,
  facts: Facts = point.shell.facts,
): void {
  const { shell } = point;
  const after = runTrap({ ...point, shell: { ...shell, facts } }, how);
  const { time } = point.machine;
  shell.ends.push({ how, facts: after, time, at, trap: shell.trap, loss: shell.loss });
}

/** A place where nothing changed since the last ones tells nothing new beyond these. */
const mostAlike = 3;

/** Notes that `set -e` may end the script after a command that may fail, and that a cancellation may at any time. */
export function noteRisks<Facts>(point: Point<Facts>, at: ShellPlace, mayFail: boolean): void {
  const { shell, machine } = point;
  if (point.isPart || !machine.domain.matters(shell.facts)) return;
  const seen = riskBefore(point);
  const fails = mayFail && shell.errexit && !point.tolerant;
  shell.risk = {
    ...seen,
    cancellations: seen.cancellations + 1,
    failures: seen.failures + (fails ? 1 : 0),
  };
  if (seen.cancellations < mostAlike) endHere(point, 'cancelled', at);
  if (fails && seen.failures < mostAlike) endHere(point, 'failure', at);
}

function riskBefore<Facts>({ shell, machine }: Point<Facts>): Risk<Facts> {
  const { risk } = shell;
  const alike =
    risk?.facts === shell.facts && risk?.trap === shell.trap && risk?.assignments === machine.assignments;
  if (alike) return risk;
  const { facts, trap } = shell;
  return { facts, trap, assignments: machine.assignments, cancellations: 0, failures: 0 };
}

/** What `$?` is when a trap begins: 128 and the number of SIGTERM after a cancellation. */
const statuses = { success: '0', failure: '1', cancelled: '143' } as const;

/** Notes that the EXIT trap is taken away, if it would have done something here. */
export function noteLoss<Facts>(point: Point<Facts>, how: TrapLoss['how'], at: ShellPlace): void {
  const { shell, machine } = point;
  if (shell.trap === undefined || runTrap(point, 'failure') === shell.facts) return;
  shell.loss = { how, at, time: machine.time };
}

/** What is true once the EXIT trap has run. */
export function runTrap<Facts>(point: Point<Facts>, how: ScriptEnd<Facts>['how']): Facts {
  const { shell, machine } = point;
  const { trap } = shell;
  if (trap === undefined || machine.runsTraps === 'when-set') return shell.facts;
  const branch = { ...branchOf(shell), trap: undefined, isEnding: true, ends: [] };
  const action = trap.script(asSet(trap, point));
  const outcome = runScript(machine.files.parse(action), {
    ...point,
    shell: branch,
    script: action,
    stdout: undefined,
    stdin: undefined,
    // `set -e` ends a trap, too. What goes wrong in it goes wrong on a way that is noted already.
    tolerant: false,
    isPart: true,
    status: statuses[how],
    conditional: true,
    condition: undefined,
    depth: point.depth + 1,
    returns: [],
    breaks: [],
  });
  const ends = (branch.ends as ScriptEnd<Facts>[]).filter((end) => end.how !== 'cancelled');
  const reached = ends.map((end) => end.facts);
  return machine.domain.join(
    shell.facts,
    outcome === 'ended' ? reached : [...reached, branch.facts],
    'state',
  );
}

/** The action's text: a variable in double quotes that got its value only later was empty when the trap was set. */
function asSet<Facts>(trap: TrapAction, { machine, shell }: Point<Facts>): string {
  const { symbols } = machine;
  let { text } = trap;
  for (const piece of symbols.split(text))
    if (
      typeof piece === 'object' &&
      piece.kind === 'variable' &&
      shell.variables.get(piece.text.slice(1)) !== undefined
    )
      text = text.replaceAll(symbols.encode(piece), '');
  return text;
}
