/** The beginnings of a rule, by path from the repository's root. They work as they are: the rule reports one job. */
export function newRuleFiles(id: string): Map<string, string> {
  return new Map([
    [`src/core/rules/${id}.ts`, ruleText(id)],
    [`fixtures/${id}/bad/.github/workflows/ci.yml`, workflowText(`  offending: # expect: ${id}`)],
    [`fixtures/${id}/good/.github/workflows/ci.yml`, workflowText('  build:')],
  ]);
}

function ruleText(id: string): string {
  return `import { z } from 'zod';
import { defineRule } from './rule.ts';

export default defineRule({
  id: '${id}',
  severity: 'warning',
  summary: 'TODO: what the rule finds, in one line',
  why: 'TODO: why it matters.',
  remedy: 'TODO: what to do.',
  options: z.object({}),
  *job({ job }) {
    // TODO: judge what the job means, through the model; not the file's text.
    if (job.id === 'offending') yield { at: job.idSpan, message: \`TODO: what is wrong with \\\`\${job.id}\\\`.\` };
  },
});
`;
}

function workflowText(job: string): string {
  return `name: CI
on: push
jobs:
${job}
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make test
`;
}
