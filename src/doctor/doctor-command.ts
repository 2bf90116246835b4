import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { AddCommand } from '../cli/add-command.ts';
import { formatOption } from '../cli/format-option.ts';
import { terminalPalette } from '../cli/terminal-palette.ts';
import { asDoctorText } from './as-doctor-text.ts';

/** Adds `ci-warden doctor`. */
export const doctorCommand: AddCommand = (program, terminal, done) => {
  program
    .command('doctor')
    .description("look at the App's configuration, credentials, permissions, webhook and database")
    .addOption(formatOption(['pretty', 'json']))
    .action(async ({ format }: { readonly format: string }) => {
      // Here and not above: the other commands need neither Octokit nor a database, which take time to load.
      const { runDoctor } = await import('./run-doctor.ts');
      const checks = await runDoctor(environmentIn(terminal.directory));
      const isWell = checks.every(({ state }) => state !== 'wrong');
      terminal.print(
        format === 'json'
          ? `${JSON.stringify({ version: 1, ok: isWell, checks }, undefined, 2)}\n`
          : asDoctorText(checks, terminalPalette(terminal), terminal.width),
      );
      done(isWell ? 0 : 1);
    });
};

/** As the server reads it: what is set, and `.env` for what is not. */
function environmentIn(directory: string): NodeJS.Dict<string> {
  const file = join(directory, '.env');
  return { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...process.env };
}
