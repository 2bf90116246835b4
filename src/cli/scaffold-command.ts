import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Argument } from 'commander';
import { crunE2ePath, scaffoldCrunE2e } from '../core/scaffold/crun-e2e.ts';
import type { AddCommand } from './add-command.ts';
import { loadPolicy } from './load-policy.ts';
import { readDirectory } from './read-directory.ts';
import type { Terminal } from './terminal.ts';
import { UserError } from './user-error.ts';

/** Adds `ci-warden scaffold`. */
export const scaffoldCommand: AddCommand = (program, terminal) => {
  program
    .command('scaffold')
    .description('write a model workflow for the declared runners')
    .addArgument(new Argument('<model>', 'which one').choices(['crun-e2e']))
    .argument('[dir]', 'the root of the repository', '.')
    .action((_: string, dir: string) => writeCrunE2e(resolve(terminal.directory, dir), terminal));
};

function writeCrunE2e(root: string, terminal: Terminal): void {
  const policy = loadPolicy(readDirectory(root), undefined);
  const model = scaffoldCrunE2e(policy);
  if (model.kind === 'refused') throw new UserError(model.because);
  writeNew(join(root, crunE2ePath), model.text);
  const title = terminal.style('bold', crunE2ePath);
  const steps = policy.runners.length === 0 ? [declareFirst, ...nextSteps] : nextSteps;
  terminal.print(`${title} is written, for ${model.legs.join(', ')}.\n\nNext:\n${steps.join('')}`);
}

const declareFirst = `  - No runner is declared, so it takes one of GitHub's. To use your own, declare them in .github/ci-warden.yml
    (ci-warden init helps), delete the file, and run this again.
`;

const nextSteps = [
  `  - Install crun and a static busybox on each runner (Debian, Ubuntu: apt-get install crun busybox-static). Where
    one is missing the job skips with a warning.
`,
  `  - Commit and push: the push starts it.
`,
  `  - In a public repository, let GitHub ask for approval before it runs the workflows of outside contributors
    (Settings, Actions, General): a fork can bring a workflow of its own.
`,
];

/** Refuses to overwrite, also what another process makes at the same moment. */
function writeNew(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new UserError(`${crunE2ePath} is there already: it is not overwritten`);
    throw new UserError(`${crunE2ePath} cannot be written: ${message}`);
  }
}
