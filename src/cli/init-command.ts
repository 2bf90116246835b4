import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaultPolicy } from '../core/policy/default-policy.ts';
import { type InitialPolicy, initialPolicy } from '../core/policy/initial-policy.ts';
import { policyPath } from '../core/policy/parse-policy.ts';
import { countOf } from '../core/report/count-words.ts';
import type { AddCommand } from './add-command.ts';
import { readRepository, rootOf } from './read-repository.ts';
import { UserError } from './user-error.ts';

/** Adds `ci-warden init`. */
export const initCommand: AddCommand = (program, terminal) => {
  program
    .command('init')
    .description('write a policy from the runners that the workflows already use')
    .argument('[dir]', 'the root of the repository', '.')
    .action((dir: string) => {
      const root = rootOf(dir, terminal);
      const first = initialPolicy(readRepository(root, defaultPolicy));
      writeNew(root, first.text);
      terminal.print(`written: ${policyPath}, ${whatIsNext(first)}\n`);
    });
};

function whatIsNext({ runners, unsure, unread }: InitialPolicy): string {
  const unsureWords = `It names ${countOf(unsure, 'label')} of which it cannot be known whose runners carry them: declare yours.`;
  const unreadWords = `Where ${countOf(unread, 'job')} ${unread === 1 ? 'runs' : 'run'} is known only when ${unread === 1 ? 'it runs' : 'they run'}: declare those of your runners that may be asked.`;
  return [
    runners === 0
      ? `without runners: no job ${unread === 0 ? 'asks' : 'is known to ask'} for \`self-hosted\`.`
      : `with ${countOf(runners, 'runner')}. Say what each provides, and commit it.`,
    ...(unsure === 0 ? [] : [unsureWords]),
    ...(unread === 0 ? [] : [unreadWords]),
  ].join(' ');
}

/** Never overwrites, and never writes through a link to somewhere else. */
function writeNew(root: string, text: string): void {
  const file = join(root, policyPath);
  const folder = lstatSync(dirname(file), { throwIfNoEntry: false });
  if (folder?.isSymbolicLink()) throw new UserError(`${dirname(policyPath)} is a symbolic link`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') throw new UserError(`there is a policy already: ${policyPath}`);
    throw new UserError(`${policyPath} cannot be written (${code ?? 'unknown error'})`);
  }
}
