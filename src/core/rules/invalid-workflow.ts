import { z } from 'zod';
import type { WorkflowProblem } from '../workflow/model.ts';
import { defineRule } from './rule.ts';

const unknownTrap: Readonly<Record<WorkflowProblem['kind'], string>> = {
  yaml: 'Mend the YAML at the marked place; what stands just above it is often the cause.',
  schema: "Compare the marked place with GitHub's workflow syntax.",
  unreadable: 'Make it a plain text file of YAML, or move it out of `.github/workflows`.',
};

export default defineRule({
  id: 'invalid-workflow',
  severity: 'error',
  summary: 'GitHub would refuse this workflow file',
  why: 'GitHub runs none of its jobs. All that shows is a failed run without jobs, which is easily overlooked for weeks.',
  remedy: 'Mend the file at the marked place.',
  details: [
    "A file counts as GitHub's own parser and schema take it; where GitHub's service is known to be more lenient, as with empty filters, so is the rule.",
    'The other rules leave such a file alone until it is mended.',
  ],
  options: z.object({}),
  readsBroken: true,
  *workflow({ workflow }) {
    for (const { kind, message, span, remedy } of workflow.problems) {
      yield {
        at: span,
        message:
          kind === 'unreadable'
            ? `This file cannot be read: ${message}.`
            : `GitHub refuses this file: ${message}`,
        key: message,
        remedy: remedy ?? unknownTrap[kind],
      };
    }
  },
});
