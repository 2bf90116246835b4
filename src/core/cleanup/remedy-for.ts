import type { SymbolTable } from '../shell/symbols.ts';
import type { Step } from '../workflow/model.ts';
import type { RemovalSeen } from './container-domain.ts';
import type { Leak } from './leak.ts';

/** What is known of the removals of a container that leaks. */
export interface Removals {
  readonly removals: readonly RemovalSeen[];
  /** All steps of the job. */
  readonly steps: readonly Step[];
  readonly symbols: SymbolTable;
}

/** What to do about a leak: the least change to what there is; undefined where there is nothing to start from. */
export function remedyFor(leak: Leak, known: Removals): string | undefined {
  switch (leak.kind) {
    case 'without-force':
      return 'Remove it with force (`-f`), or stop it before.';
    case 'never-stopped':
      return 'Stop it in a later step of the same job with `if: always()`, or in an EXIT trap that is set before it is made.';
    case 'unread-options':
      return 'Write `--rm` or the name in the command itself, or remove the container in a step with `if: always()`.';
    case 'after-risk':
      return 'Remove it before anything that may fail, or let that fail without harm (`… || true`).';
    case 'unread-cleanup':
      return 'Remove it by its name in the workflow itself, or see to it that the command does.';
    case 'left':
      return (
        remedyForTrap(leak) ??
        remedyForId(leak) ??
        remedyForStep(leak, known) ??
        remedyForCommand(leak, known.symbols)
      );
  }
}

const always = 'remove it in a later step of the same job with `if: always()`';

function remedyForTrap({ causes }: Leak): string | undefined {
  const all = [...causes.values()];
  const how = all.find(({ loss }) => loss !== undefined)?.loss?.how;
  if (how === 'replaced')
    return `A shell keeps one EXIT trap: let the later one do what the first one does, too; or ${always}.`;
  if (how === 'cleared') return `Remove it before the trap is cleared; or ${always}.`;
  if (how === 'exec')
    return `Run the last command without \`exec\`, so that the trap still runs; or ${always}.`;
  if (all.some(({ lateTrap }) => lateTrap !== undefined))
    return `Set the EXIT trap before the container is made; or ${always}.`;
  return undefined;
}

function remedyForId({ remaining: { live } }: Leak): string | undefined {
  return live.isWithoutId === true
    ? 'Tell later steps its id (`$GITHUB_ENV`, `$GITHUB_OUTPUT`) as soon as it is made, before anything that may fail; or give it a name.'
    : undefined;
}

/** A step removes it already, but not on every path. */
function remedyForStep({ container }: Leak, { removals, steps }: Removals): string | undefined {
  const later = removals.find(({ step, inTrap }) => step > container.step && !inTrap);
  const step = later === undefined ? undefined : steps[later.step];
  if (step === undefined) return undefined;
  const called = step.name?.text ?? step.id?.text;
  const name = called === undefined ? 'the step that removes it' : `step '${called}'`;
  if (isAlways(step.if?.text))
    return `See to it that ${name} comes to the removal, whatever its script asks or does before.`;
  if (step.if !== undefined && /\balways\s*\(/.test(step.if.text))
    return `Let ${name} run wherever the container was made: take out of its condition what stands beside \`always()\`.`;
  return step.if === undefined
    ? `Give ${name} the condition \`if: always()\`: without one it runs after success only.`
    : `Let ${name} run on every path: put \`always()\` into its condition.`;
}

/** Whether a condition is `always()` and nothing else. */
export function isAlways(condition: string | undefined): boolean {
  return /^\s*(\$\{\{)?\s*always\s*\(\s*\)\s*(\}\})?\s*$/i.test(condition ?? '');
}

function remedyForCommand({ container: { made } }: Leak, symbols: SymbolTable): string | undefined {
  if (made.project !== undefined) {
    const down = symbols.show(made.command).replace(/ (?:up|create|start|run)\b.*$/, ' down');
    return `Run \`${down}\` in a later step of the same job with \`if: always()\`, or in an EXIT trap that is set before it.`;
  }
  const isRun = /^(?:docker|podman) (?:container )?run$/.test(made.command);
  return isRun && made.state === 'stopped'
    ? `Give \`${made.command}\` the option \`--rm\`; or ${always}.`
    : undefined;
}
