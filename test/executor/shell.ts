/** How the runner starts a script: the program, its arguments with the script's file in place, the file's ending. */
export interface Invocation {
  readonly program: string;
  readonly args: readonly string[];
}

const known: Readonly<Record<string, { command: string; ending: string }>> = {
  bash: { command: 'bash --noprofile --norc -eo pipefail {0}', ending: '.sh' },
  sh: { command: 'sh -e {0}', ending: '.sh' },
  python: { command: 'python {0}', ending: '.py' },
  pwsh: { command: 'pwsh -command ". \'{0}\'"', ending: '.ps1' },
};

/**
 * The invocation that GitHub documents for `shell` (undefined: bash without pipefail), after a starter's words; a shell with
 * `{0}` is taken as it is, and one that is unknown throws.
 * Source: docs.github.com, workflow syntax, `jobs.<job_id>.steps[*].shell`.
 */
export function invocationOf(
  shell: string | undefined,
  file: string,
  starter: readonly string[] = [],
): Invocation {
  const command = shell === undefined ? 'bash -e {0}' : (known[shell]?.command ?? shell);
  if (!command.includes('{0}')) throw new Error(`a shell that this executor doesn't know: ${shell}`);
  const words = command.split(/\s+/).map((word) => word.replace('{0}', file));
  const [program = 'bash', ...args] = [...starter, ...words];
  return { program, args };
}

/** The ending of a script's file under a shell. */
export function endingOf(shell: string | undefined): string {
  return known[shell ?? 'bash']?.ending ?? '.sh';
}

/** Whether a shell reads POSIX scripts, so that faults can be put between their lines. */
export function readsShell(shell: string | undefined): boolean {
  return shell === undefined || /\b(ba)?sh\b/.test(shell);
}
