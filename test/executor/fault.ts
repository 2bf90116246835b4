import { commandsIn, replaceCommands, type ScriptCommand } from './script-commands.ts';
import { readsShell } from './shell.ts';
import type { PlainStep } from './workflow-file.ts';

/** What goes wrong in a job: a command of one of its steps fails, or the job is cancelled while that command runs. */
export interface Fault {
  /** The step's place: its index in the job, then within composite actions (`3.0`). */
  readonly step: string;
  /** The index of the command in the step's script; 0 for a step without one. */
  readonly point: number;
  readonly kind: 'failure' | 'cancellation';
}

/** A fault in words, with the command that it strikes. */
export function showFault({ step, kind }: Fault, command: string): string {
  const [line = ''] = command.split('\n');
  return kind === 'failure' ? `step ${step}: \`${line}\` fails` : `step ${step}: cancelled at \`${line}\``;
}

/** A point of a step at which faults may strike. */
export interface Point {
  readonly point: number;
  /** The command's text, or what the step uses. */
  readonly command: string;
  readonly kinds: readonly Fault['kind'][];
}

/** What no workflow need expect to fail. */
const unfailing = new Set(
  ': true echo printf exit return break continue trap set shopt export unset local declare readonly shift'.split(
    ' ',
  ),
);

/** All the points of a step; one that runs no shell script has a single point. */
export function pointsOf(step: PlainStep, shell: string | undefined): readonly Point[] {
  const both = ['failure', 'cancellation'] as const;
  if (step.run === undefined || !readsShell(shell))
    return [{ point: 0, command: step.uses ?? step.run ?? '', kinds: both }];
  return commandsIn(step.run).map(({ text, name }, point) => ({
    point,
    command: text,
    kinds: name === '' || unfailing.has(name) ? ['cancellation'] : both,
  }));
}

/**
 * A script with the fault in it: the command fails without having done anything, or lasts until the job is cancelled;
 * the first time only. Makes the file `reached`.
 */
export function withFault(script: string, fault: Fault, reached: string): string {
  // The lasting command says itself that it runs: the shell waits for it by then.
  const instead = (command: ScriptCommand) =>
    fault.kind === 'failure'
      ? `: >'${reached}'; false`
      : `sh -c ": >'${reached}'; exec sleep 600"; ${command.text}`;
  return replaceCommands(script, (command, index) =>
    index === fault.point
      ? `{ if [ -e '${reached}' ]; then ${command.text}; else ${instead(command)}; fi; }`
      : undefined,
  );
}
