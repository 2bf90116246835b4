import { appendFileSync } from 'node:fs';
import { replaceCommands } from './script-commands.ts';

/**
 * A script that writes into a file when each of its commands begins and ends, and when an EXIT trap does. Written for
 * bash and dash: `trap` is wrapped by a function.
 */
export function withTrace(script: string, place: string, file: string): string {
  const note = (line: string) => `echo '${line}' >>'${file}'`;
  const action = `"${note('@trap begin')}; $1; ${note('@trap end')}"`;
  const preamble = `trap() { case " $* " in *' EXIT '* | *' 0 '*) case $1 in '' | -*) command trap "$@" ;; *) command trap ${action} EXIT ;; esac ;; *) command trap "$@" ;; esac; }`;
  const traced = replaceCommands(script, (command, index) => {
    const begin = note(`@begin ${place} ${index}`);
    const end = note(`@end ${place} ${index}`);
    return `{ ${begin}; ${command.text}; traced=$?; ${end}; ( exit "$traced" ); }`;
  });
  return `${preamble}\n${traced}`;
}

/** Notes that a step begins; `always` if it would also begin after failure and cancellation. */
export function noteStep(file: string, place: string, runs: 'always' | 'sometimes'): void {
  appendFileSync(file, `@step ${place} ${runs}\n`);
}

/** Notes that a step that has no script of commands is about to act. */
export function noteWhole(file: string, place: string): void {
  appendFileSync(file, `@begin ${place} 0\n`);
}

/** A call of crun, or a command of a step, as a trace tells of it. */
export interface Traced {
  readonly step: string;
  /** Some call of crun made a container before. */
  readonly afterCreation: boolean;
  /** It removes a container itself. */
  readonly removes: boolean;
  /** Its step goes on when the job is cancelled. */
  readonly goesOn: boolean;
  /** It belongs to an EXIT trap, or to a step that always runs and removes containers. */
  readonly inCleanUp: boolean;
}

/** What happened on the undisturbed way through a job. A command that ran more than once is there once, as at its first time. */
export interface Trace {
  readonly commands: readonly (Traced & { readonly point: number })[];
  readonly calls: readonly (Traced & {
    readonly words: string;
    /** The innermost command of the step's script that was under way, by its index; -1 in a trap, say. */
    readonly point: number;
  })[];
}

interface Happening {
  readonly kind: 'command' | 'call';
  readonly step: string;
  readonly point: number;
  readonly words: string;
  readonly afterCreation: boolean;
  readonly goesOn: boolean;
  readonly inTrap: boolean;
  removes: boolean;
}

/** Reads a trace: lines that don't begin with `@` are calls of crun. */
export function readTrace(lines: readonly string[]): Trace {
  const happenings: Happening[] = [];
  const cleanUps = new Set<string>();
  let open: Happening[] = [];
  let step = { place: '', always: false };
  let inTrap = false;
  let created = false;
  for (const line of lines) {
    const [event = '', place = '', detail = ''] = line.split(' ');
    const begun = { step: step.place, afterCreation: created, goesOn: step.always, inTrap, removes: false };
    if (event === '@step') {
      step = { place, always: detail === 'always' };
      open = [];
      inTrap = false;
    } else if (event === '@trap') inTrap = place === 'begin';
    else if (event === '@begin') {
      const command: Happening = { ...begun, kind: 'command', step: place, point: Number(detail), words: '' };
      open.push(command);
      happenings.push(command);
    } else if (event === '@end') {
      const at = open.findLastIndex((one) => one.step === place && one.point === Number(detail));
      if (at >= 0) open = open.slice(0, at);
    } else {
      const removes = /\bdelete\b/.test(line);
      happenings.push({ ...begun, kind: 'call', point: open.at(-1)?.point ?? -1, words: line, removes });
      if (removes) for (const command of open) command.removes = true;
      if (removes && step.always) cleanUps.add(step.place);
      if (/\b(create|run)\b/.test(line)) created = true;
    }
  }
  const told = happenings.map((one) => ({ ...one, inCleanUp: one.inTrap || cleanUps.has(one.step) }));
  const commands = new Map<string, (typeof told)[number]>();
  for (const one of told.filter(({ kind }) => kind === 'command')) {
    const key = `${one.step} ${one.point}`;
    if (!commands.has(key)) commands.set(key, one);
  }
  return { commands: [...commands.values()], calls: told.filter(({ kind }) => kind === 'call') };
}
