import { runnerTable } from '../core/audit/runner-table.ts';
import { runnersAsTerminal } from '../core/report/runners-as-terminal.ts';
import type { AddCommand } from './add-command.ts';
import { formatOption } from './format-option.ts';
import { readRepository, rootOf } from './read-repository.ts';
import { terminalPalette } from './terminal-palette.ts';

/** Adds `ci-warden runners`. */
export const runnersCommand: AddCommand = (program, terminal) => {
  program
    .command('runners')
    .description('tell where each job runs: its label sets, and the declared runners that match')
    .argument('[dir]', 'the root of the repository', '.')
    .addOption(formatOption(['pretty', 'json']))
    .action((dir: string, { format }: { readonly format: string }) => {
      const table = runnerTable(readRepository(rootOf(dir, terminal)));
      terminal.print(
        format === 'json'
          ? `${JSON.stringify(table, undefined, 2)}\n`
          : runnersAsTerminal(table, terminalPalette(terminal)),
      );
    });
};
