import { afterTrap } from '../shell/child.ts';
import type { ExitTrap, ScriptEnd } from '../shell/domain.ts';
import { runScript } from '../shell/execute.ts';
import type { ShellPlace } from '../shell/script-text.ts';
import type { Point } from '../shell/shell-process.ts';
import type { Ending } from '../workflow/condition.ts';
import type { Live, LiveContainers } from './container.ts';

/** A container that a script made, and that may be there when the script has ended in some way. */
export interface LeftByScript {
  readonly live: Live;
  readonly how: Ending;
  readonly end: ScriptEnd<LiveContainers>;
  /** The EXIT trap that the script sets when the container is there already. */
  readonly lateTrap: ExitTrap | undefined;
  /** The script may end so only at the very command that makes it. */
  readonly isCreation: boolean;
}

/** What a script did to containers. */
export interface ScriptRun {
  /** What it made and may leave, each at most once for each way to end. */
  readonly left: readonly LeftByScript[];
  /** What became of the containers that were there before; undefined where the script never comes to an end. */
  readonly before: LiveContainers | undefined;
  /** Whether it may end well. */
  readonly succeeds: boolean;
}

/** Runs a step's script from its start. */
export function runStepScript(start: Point<LiveContainers>): ScriptRun {
  const { shell, machine, script } = start;
  const outcome = runScript(machine.files.parse(script), start);
  const whole: ShellPlace = { script, start: 0, end: script.masked.length };
  const ends = [...shell.ends];
  if (outcome !== 'ended') {
    // The script's status is that of its last command. What `set -e` sees fail has its own end already.
    const end = { time: machine.time, at: whole, trap: shell.trap, loss: shell.loss };
    if (outcome !== 'fails') ends.push({ ...end, how: 'success', facts: afterTrap(start, 'succeeds') });
    const fails =
      outcome === 'fails' || (outcome === 'may-fail' && (!shell.errexit || shell.split !== undefined));
    if (fails) ends.push({ ...end, how: 'failure', facts: afterTrap(start, 'fails') });
  }
  return {
    left: leftBy(ends, { trap: shell.trap, whole, written: machine.firstWritten }),
    before: afterwards(ends, start),
    succeeds: ends.some((end) => end.how === 'success'),
  };
}

interface Whole {
  readonly trap: ExitTrap | undefined;
  /** The script from its first character to its last. */
  readonly whole: ShellPlace;
  /** When a token was first written into a file, by its code. */
  readonly written: ReadonlyMap<string, number>;
}

function leftBy(ends: readonly ScriptEnd<LiveContainers>[], { trap, whole, written }: Whole): LeftByScript[] {
  const found = new Map<string, LeftByScript>();
  for (const end of ends)
    for (const live of end.facts.values()) {
      if (live.entered) continue;
      const key = `${end.how} ${live.container.id}`;
      const known = found.get(key);
      if (known === undefined || isBetter(end, known.end, live))
        found.set(key, {
          ...{
            live: unlessPassedOn(live, end, written),
            how: end.how,
            end,
            lateTrap: isLate(trap, end, live) ? trap : undefined,
          },
          isCreation: end.how !== 'success' && end.at !== whole && isAround(end.at, live.container.at),
        });
    }
  return [...found.values()];
}

function isLate(trap: ExitTrap | undefined, end: ScriptEnd<LiveContainers>, { container }: Live): boolean {
  return trap !== undefined && end.trap === undefined && trap.time > container.time;
}

/** Where a script ends before it has written down the id of its container, nobody learns that id. */
function unlessPassedOn(
  live: Live,
  end: ScriptEnd<LiveContainers>,
  written: ReadonlyMap<string, number>,
): Live {
  const time = written.get(live.container.token);
  const isTooEarly = time !== undefined && end.time < time && !isAround(end.at, live.container.at);
  return isTooEarly ? { ...live, isWithoutId: true } : live;
}

function isAround(one: ShellPlace, other: ShellPlace): boolean {
  return one.script === other.script && one.start <= other.start && other.end <= one.end;
}

/** An end that tells more: at another command than the one that made the container, or where a trap was lost. */
function isBetter(
  end: ScriptEnd<LiveContainers>,
  known: ScriptEnd<LiveContainers>,
  { container }: Live,
): boolean {
  if (known.loss !== undefined) return false;
  if (end.loss !== undefined && end.loss.time >= container.time) return true;
  const isOwn = (one: ScriptEnd<LiveContainers>) => one.at.start <= container.at.start;
  return isOwn(known) && !isOwn(end);
}

/** The containers of earlier steps after the script has succeeded in any way that its guards allow. */
function afterwards(
  ends: readonly ScriptEnd<LiveContainers>[],
  { machine }: Point<LiveContainers>,
): LiveContainers | undefined {
  const successes = ends.filter((end) => end.how === 'success').map((end) => end.facts);
  const reached = successes.length > 0 ? successes : ends.map((end) => end.facts);
  const [first] = reached;
  if (first === undefined) return undefined;
  const before = new Map(reached.flatMap((facts) => [...facts]));
  return machine.domain.join(before, reached, 'state');
}
