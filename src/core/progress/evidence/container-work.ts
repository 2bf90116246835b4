import { commandsOf } from '../../shell/commands.ts';
import type { ShellCommand } from '../../shell/model.ts';
import { shellOf } from '../../shell/shell-of.ts';
import type { Span } from '../../source/source-text.ts';
import type { Workflow } from '../../workflow/model.ts';

const runtimes = new Set(['crun', 'runc', 'youki', 'podman', 'docker', 'pct', 'lxc', 'incus']);
const creating = new Set(['create', 'run', 'init', 'launch', 'up', 'start']);
const removing = new Set(['delete', 'rm', 'destroy', 'down', 'kill']);

/** Whether a workflow's scripts create containers at all, and where one is removed. */
export function createsOrRemoves(workflow: Workflow): {
  readonly creates: boolean;
  readonly removes: Span | undefined;
} {
  const commands = workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) =>
      step.run === undefined ? [] : commandsOf(step.run, shellOf({ step, job, workflow })),
    ),
  );
  return {
    creates: commands.some((command) => says(command, creating)),
    removes: commands.find((command) => says(command, removing))?.span,
  };
}

function says({ words }: ShellCommand, verbs: ReadonlySet<string>): boolean {
  const [name, ...args] = words.map(({ value, raw }) => value ?? raw);
  return runtimes.has(name?.split('/').at(-1) ?? '') && args.some((arg) => verbs.has(arg));
}
