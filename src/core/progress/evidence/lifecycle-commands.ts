import { commandsOf } from '../../shell/commands.ts';
import type { ShellCommand } from '../../shell/model.ts';
import { shellOf } from '../../shell/shell-of.ts';
import type { Span } from '../../source/source-text.ts';
import { conditionHolds } from '../../workflow/condition.ts';
import type { Job, Workflow } from '../../workflow/model.ts';
import type { LifecycleStep } from '../claims/check.ts';

/** A command of a container runtime that a job runs, as a step of a container's life. */
export interface LifecycleCommand {
  readonly step: LifecycleStep;
  readonly span: Span;
}

const steps: Readonly<Record<string, LifecycleStep>> = {
  create: 'create',
  init: 'create',
  start: 'start',
  stop: 'stop',
  shutdown: 'stop',
  kill: 'stop',
  delete: 'delete',
  rm: 'delete',
  destroy: 'delete',
};

/**
 * A job's commands of a runtime in the order in which they run when all goes well, as steps of a container's life.
 * A signal other than TERM stops nothing in the sense of a test.
 */
export function lifecycleCommands(workflow: Workflow, job: Job, runtime: string): LifecycleCommand[] {
  return job.steps
    .filter((step) => conditionHolds(step.if, 'success') !== 'no')
    .flatMap((step) => (step.run === undefined ? [] : commandsOf(step.run, shellOf({ step, job, workflow }))))
    .flatMap((command) => {
      const step = stepOf(command, runtime);
      return step === undefined ? [] : [{ step, span: command.span }];
    });
}

function stepOf({ words }: ShellCommand, runtime: string): LifecycleStep | undefined {
  const [name, ...args] = words.map(({ value, raw }) => value ?? raw);
  if (name?.split('/').at(-1) !== runtime) return undefined;
  const verb = args.find((arg) => arg in steps);
  const step = verb === undefined ? undefined : steps[verb];
  return step === 'stop' && verb === 'kill' && !sendsTerm(args) ? undefined : step;
}

/** TERM is also what these runtimes send where no signal is named. */
function sendsTerm(args: readonly string[]): boolean {
  const signal = args.find((arg) => /^(?:--signal=|-s=?)?(?:SIG)?[A-Z]{3,6}$|^\d{1,2}$/.test(arg));
  return signal === undefined || /(?:^|=|^SIG|=SIG|-s)(?:SIG)?TERM$|^(?:--signal=|-s=?)?15$/.test(signal);
}
