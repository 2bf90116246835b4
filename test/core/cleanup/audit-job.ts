import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';
import rule from '../../../src/core/rules/missing-container-cleanup.ts';
import type { Offence } from '../../../src/core/rules/rule.ts';
import { SourceText } from '../../../src/core/source/source-text.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

/** What the rule says of the jobs of a workflow, in short: `line: message`, with the severity where it is no error. */
export function auditWorkflow(text: string, files: Record<string, string> = {}): string[] {
  const path = '.github/workflows/test.yml';
  const workflow = parseWorkflow({ path, id: '1', text });
  if (workflow.problems.length > 0) throw new Error(workflow.problems[0]?.message);
  const repository = {
    workflows: [workflow],
    policy: defaultPolicy,
    visibility: 'public' as const,
    remoteActions: new Map(),
    file: (name: string) => (files[name] === undefined ? undefined : new SourceText(name, files[name])),
  };
  const options = rule.options.parse({});
  const offences = rule.workflow?.({ repository, workflow, options }) ?? [];
  return [...offences].map((offence) => shown(offence, workflow.source));
}

function shown({ at, message, severity }: Offence, source: SourceText): string {
  const span = 'source' in at ? at.span : 'span' in at ? at.span : at;
  const { line } = source.positionAt(span.start);
  return `${line}: ${severity === undefined ? '' : `${severity}: `}${message}`;
}

/** What the rule says of one job on a self-hosted runner whose `steps` are given as YAML. */
export function auditSteps(steps: string, files: Record<string, string> = {}): string[] {
  const head = ['on: push', 'jobs:', '  job:', '    runs-on: [self-hosted, linux]', '    steps:', ''].join(
    '\n',
  );
  return auditWorkflow(head + steps.replace(/^/gm, '      '), files);
}

/** What the rule says of a job whose one step runs `script`, which begins on line 7. */
export function auditScript(script: string, files: Record<string, string> = {}): string[] {
  return auditSteps(`- run: |\n${script.replace(/^/gm, '    ')}\n`, files);
}
