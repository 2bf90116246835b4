import { audit } from '../core/audit/audit.ts';
import type { Report } from '../core/audit/finding.ts';
import type { Tree } from '../core/audit/tree.ts';
import { asGithubCommands } from '../core/report/as-github-commands.ts';
import { asJson } from '../core/report/as-json.ts';
import { asSarif } from '../core/report/as-sarif.ts';
import { asTerminal } from '../core/report/as-terminal.ts';
import { rules } from '../core/rules/index.generated.ts';
import { SourceText } from '../core/source/source-text.ts';
import type { AddCommand, ExitStatus } from './add-command.ts';
import { chooseRule } from './choose-rule.ts';
import { formatOption } from './format-option.ts';
import { loadPolicy } from './load-policy.ts';
import { readDirectory } from './read-directory.ts';
import { offlineFacts, rootOf } from './read-repository.ts';
import { readRevision } from './read-revision.ts';
import type { Terminal } from './terminal.ts';
import { terminalPalette } from './terminal-palette.ts';

interface Options {
  readonly base?: string;
  readonly policy?: string;
  readonly rule?: readonly string[];
  readonly format: 'pretty' | 'json' | 'github' | 'sarif';
}

/** Adds `ci-warden audit`. */
export const auditCommand: AddCommand = (program, terminal, done) => {
  program
    .command('audit')
    .description("audit a repository's workflows, as they are on disk")
    .argument('[dir]', 'the root of the repository', '.')
    .option('--base <rev>', 'compare with a git revision: only what is introduced since counts')
    .option('--policy <file>', 'use this policy in place of .github/ci-warden.yml')
    .option('--rule <id>', 'run this rule only; may be repeated', (id: string, others?: string[]) => [
      ...(others ?? []),
      id,
    ])
    .addOption(formatOption(['pretty', 'json', 'github', 'sarif']))
    .action((dir: string, options: Options) => done(runAudit(dir, options, terminal)));
};

function runAudit(dir: string, options: Options, terminal: Terminal): ExitStatus {
  const root = rootOf(dir, terminal);
  const head = readDirectory(root);
  const base = options.base === undefined ? undefined : readRevision(root, options.base);
  const named = options.policy === undefined ? undefined : { file: options.policy, from: terminal.directory };
  const policy = loadPolicy(head, named);
  const chosen = options.rule?.map((id) => chooseRule(id).id);
  const report = audit({
    head,
    policy,
    facts: offlineFacts,
    ...(base && { base }),
    ...(chosen && { rules: new Set(chosen) }),
  });
  terminal.print(render(report, { head, options, terminal }));
  for (const { rule, where, error } of report.failures) {
    terminal.complain(
      `ci-warden: the rule ${rule} broke on ${where}, which is a mistake of ours: ${error}\n`,
    );
  }
  return statusOf(report);
}

function statusOf({ failures, findings }: Report): ExitStatus {
  if (failures.length > 0) return 2;
  return findings.some(({ severity, status }) => severity === 'error' && status === 'introduced') ? 1 : 0;
}

interface Rendering {
  readonly head: Tree;
  readonly options: Options;
  readonly terminal: Terminal;
}

function render(report: Report, { head, options, terminal }: Rendering): string {
  switch (options.format) {
    case 'json':
      return asJson(report);
    case 'github':
      return asGithubCommands(report);
    case 'sarif':
      return asSarif(report, { version: process.env.CI_WARDEN_VERSION ?? 'unbuilt', rules });
    case 'pretty':
      return asTerminal(report, {
        palette: terminalPalette(terminal),
        width: terminal.width,
        source: (path) => {
          const entry = head.get(path);
          return entry?.kind === 'text' ? new SourceText(path, entry.text) : undefined;
        },
        against: options.base,
      });
  }
}
