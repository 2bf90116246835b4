import { Command, CommanderError } from 'commander';
import { neutralise } from '../core/report/neutralise.ts';
import type { AddCommand, ExitStatus } from './add-command.ts';
import { auditCommand } from './audit-command.ts';
import { explainCommand } from './explain-command.ts';
import { initCommand } from './init-command.ts';
import { progressCommand } from './progress-command.ts';
import { rulesCommand } from './rules-command.ts';
import { runnersCommand } from './runners-command.ts';
import { scaffoldCommand } from './scaffold-command.ts';
import type { Terminal } from './terminal.ts';
import { UserError } from './user-error.ts';

const commands: readonly AddCommand[] = [
  auditCommand,
  progressCommand,
  runnersCommand,
  rulesCommand,
  explainCommand,
  initCommand,
  scaffoldCommand,
];

/** Runs the program with its arguments; `more` are the commands of other rooms. What the person got wrong is one line on stderr. */
export async function runCli(
  args: readonly string[],
  terminal: Terminal,
  more: readonly AddCommand[] = [],
): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const fail = (message: string): ExitStatus => {
    terminal.complain(`ci-warden: ${neutralise(message)}\n`);
    return 2;
  };
  const program = newProgram(terminal);
  for (const add of [...commands, ...more]) {
    add(program, terminal, (result) => {
      status = result;
    });
  }
  if (args.length === 0)
    return fail(`name a command: ${program.commands.map((command) => command.name()).join(', ')}`);
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof UserError) return fail(error.message);
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : fail(commanderMessage(error));
    return fail(unexpected(error));
  }
}

function newProgram(terminal: Terminal): Command {
  const program = new Command('ci-warden')
    .description('Keeps GitHub Actions pipelines lean, spread and clean.')
    .version(process.env.CI_WARDEN_VERSION ?? 'unbuilt', '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', '\nExit status: 0 no errors, 1 errors found, 2 could not run.');
  // Commander would print its own errors on several lines: they are said once, by us.
  return program.configureOutput({
    writeOut: (text) => terminal.print(text),
    writeErr: () => undefined,
    outputError: () => undefined,
  });
}

/** What the system refuses is said in its words; anything else is a mistake of ours, and one wants to know where. */
function unexpected(error: unknown): string {
  if (!(error instanceof Error)) return `a mistake of ours: ${String(error)}`;
  if ('syscall' in error) return error.message;
  const [, where = ''] = (error.stack ?? '').split(/\n\s+/, 2);
  return `a mistake of ours: ${error.name}: ${error.message} ${where}`;
}

function commanderMessage({ message }: CommanderError): string {
  return message.replace(/^error: /, '').replaceAll('\n', ' ');
}
