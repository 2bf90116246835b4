import { severityInWords } from '../core/report/explain-rule.ts';
import { rules } from '../core/rules/index.generated.ts';
import type { AddCommand } from './add-command.ts';

/** Adds `ci-warden rules`. */
export const rulesCommand: AddCommand = (program, terminal) => {
  program
    .command('rules')
    .description('list the rules')
    .action(() => {
      const widest = Math.max(0, ...rules.map((rule) => rule.id.length));
      const lines = rules.flatMap((rule) => [
        `${terminal.style('bold', rule.id.padEnd(widest))}  ${rule.summary}`,
        `${' '.repeat(widest)}  ${terminal.style('dim', severityInWords(rule))}`,
      ]);
      terminal.print(`${lines.join('\n')}\n`);
    });
};
