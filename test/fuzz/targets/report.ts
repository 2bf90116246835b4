import { defaults } from '../../../src/app/config.ts';
import { audit } from '../../../src/core/audit/audit.ts';
import { parseRepository } from '../../../src/core/audit/parsed-repository.ts';
import { runnerTable } from '../../../src/core/audit/runner-table.ts';
import { WorkflowCache } from '../../../src/core/audit/workflow-cache.ts';
import { readPolicy } from '../../../src/core/decide/policy-in-force.ts';
import { initialPolicy } from '../../../src/core/policy/initial-policy.ts';
import { parsePolicy } from '../../../src/core/policy/parse-policy.ts';
import { asGithubCommands } from '../../../src/core/report/as-github-commands.ts';
import { asJson } from '../../../src/core/report/as-json.ts';
import { asSarif } from '../../../src/core/report/as-sarif.ts';
import { asTerminal } from '../../../src/core/report/as-terminal.ts';
import { plainPalette } from '../../../src/core/report/palette.ts';
import { runnersAsTerminal } from '../../../src/core/report/runners-as-terminal.ts';
import { rules } from '../../../src/core/rules/index.generated.ts';
import { SourceText } from '../../../src/core/source/source-text.ts';
import { type Files, growChange } from '../grow/repository.ts';
import { defineTarget, must } from '../target.ts';
import { treeOf } from '../tree-of.ts';
import { checkText } from './check-output.ts';

interface ReportInput {
  readonly head: Files;
  readonly base: Files | null;
}

const facts = { visibility: 'unknown', remoteActions: new Map() } as const;

/** What the command line prints: every rule, every form of report, the table of runners and the first policy. */
export const reportTarget = defineTarget<ReportInput>({
  name: 'report',
  seconds: defaults.audits.seconds,
  grow(random, material) {
    const { head, base } = growChange(random, material);
    return { head, base: random.oneIn(2) ? base : null };
  },
  run({ head: files, base }) {
    const head = treeOf(files);
    const { policy } = readPolicy(head, undefined);
    const report = audit({ head, policy, facts, ...(base !== null && { base: treeOf(base) }) });
    must(report.failures.length === 0, `no rule breaks: ${JSON.stringify(report.failures)}`);
    for (const { path, start, end } of report.findings) {
      const entry = head.get(path);
      const lines = entry?.kind === 'text' ? entry.text.split(/\r\n|\n|\r/) : [''];
      must(
        start.line <= lines.length && start.column <= (lines[start.line - 1] ?? '').length + 1,
        'a place is in its file',
      );
      must(
        end.line > start.line || (end.line === start.line && end.column >= start.column),
        'a place ends after it begins',
      );
    }
    const source = (path: string) => {
      const entry = head.get(path);
      return entry?.kind === 'text' ? new SourceText(path, entry.text) : undefined;
    };
    for (const width of [undefined, 80])
      checkText(asTerminal(report, { palette: plainPalette, width, source, against: 'main' }));
    JSON.parse(asJson(report));
    JSON.parse(asSarif(report, { version: '0', rules }));
    for (const line of asGithubCommands(report).trimEnd().split('\n'))
      must(
        /^(?:::(?:error|warning|notice) file=|ci-warden: )/.test(line),
        `${line.slice(0, 99)} is a command of ours`,
      );
    const repository = parseRepository(head, { policy, facts }, new WorkflowCache(Number.POSITIVE_INFINITY));
    checkText(runnersAsTerminal(runnerTable(repository), plainPalette));
    const first = parsePolicy(initialPolicy(repository).text, 'first.yml');
    must(first.problems.length === 0, `the first policy is one: ${JSON.stringify(first.problems)}`);
  },
});
