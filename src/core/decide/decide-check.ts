import type { Action } from '../action.ts';
import { asCheckOutput } from '../report/as-check-run.ts';
import type { AuditFacts } from './facts.ts';
import { type JudgeOptions, judgeChange } from './judge-change.ts';
import { linkToHead } from './link-to.ts';

/** The check run that answers a pull request, a merge group or a push. */
export function decideCheck(
  facts: AuditFacts,
  { externalId, ...options }: JudgeOptions & { readonly externalId: string },
): Action[] {
  const { report, notices, contradicted, fails } = judgeChange(facts, options);
  return [
    {
      kind: 'complete-check-run',
      headSha: facts.headSha,
      externalId,
      conclusion: fails ? 'failure' : 'success',
      output: asCheckOutput(report, { linkTo: linkToHead(facts), notices, contradicted }),
    },
  ];
}
