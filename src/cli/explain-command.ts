import { explainRule } from '../core/report/explain-rule.ts';
import type { AddCommand } from './add-command.ts';
import { chooseRule } from './choose-rule.ts';
import { terminalPalette } from './terminal-palette.ts';

/** Adds `ci-warden explain`. */
export const explainCommand: AddCommand = (program, terminal) => {
  program
    .command('explain')
    .description('say what a rule finds, why it matters, what to do, and which options it has')
    .argument('<rule>', 'its name')
    .action((id: string) => {
      const rule = chooseRule(id);
      terminal.print(explainRule(rule, { palette: terminalPalette(terminal), width: terminal.width }));
    });
};
