import type { Action } from '../action.ts';
import type { WorkflowCache } from '../audit/workflow-cache.ts';
import { commandWord } from '../command/command.ts';
import { policyPath } from '../policy/parse-policy.ts';
import type { Tracking } from '../policy/policy.ts';
import { assess } from '../progress/assess.ts';
import { parsePlan } from '../progress/plan/parse-plan.ts';
import type { Plan } from '../progress/plan/plan.ts';
import { asProgressComment, progressMarker } from '../progress/render/as-progress-comment.ts';
import { codeSpan } from '../report/escape-markdown.ts';
import type { CommandPlace } from './decide-reply.ts';
import type { AuditFacts } from './facts.ts';
import { readPolicy } from './policy-in-force.ts';

/** Where a sprint's progress was asked for, and the body of that issue or pull request. */
export interface ProgressPlace extends CommandPlace {
  readonly on: 'issue' | 'pull-request';
  readonly body: string;
}

/**
 * The sprint's progress as far as the files of the default branch prove it: on its own issue the one comment that is
 * kept there; under a pull request a reply about the first sprint that the policy follows.
 */
export function decideProgressReply(
  place: ProgressPlace,
  { facts, cache }: { readonly facts: AuditFacts; readonly cache: WorkflowCache },
): Action[] {
  const { policy } = readPolicy(facts.policyTree, facts.organisationPolicy);
  const own = policy.tracking.find(({ issue }) => issue === place.issue);
  const tracking = own ?? (place.on === 'pull-request' ? policy.tracking[0] : undefined);
  const plan = readPlan(place, tracking, facts);
  const marker = place.on === 'issue' ? progressMarker : '<!-- ci-warden:reply:progress -->';
  const input = {
    tracking,
    policy,
    tree: facts.merged,
    repositoryFacts: facts.known,
    facts: undefined,
    cache,
  };
  const text = typeof plan === 'string' ? plan : asProgressComment(assess({ plan, ...input }));
  return [{ kind: 'keep-comment', issue: place.issue, marker, body: `${text}\n\n${marker}` }];
}

/** The plan, or why there is none, as Markdown. */
function readPlan(
  { on, issue, body }: ProgressPlace,
  tracking: Tracking | undefined,
  facts: AuditFacts,
): Plan | string {
  const file = tracking?.plan;
  if (file !== undefined) {
    const entry = facts.merged.get(file);
    if (entry?.kind === 'text') return parsePlan(entry.text, file);
    return `The policy names ${codeSpan(file)} as the sprint's plan, and the default branch has no such file.`;
  }
  const plan = on === 'issue' ? parsePlan(body, `the body of issue #${issue}`) : undefined;
  if (plan !== undefined && plan.items.length > 0) return plan;
  const where = `write ${codeSpan(`${commandWord} progress`)} under the issue whose body has the sprint's checklist`;
  return `There is no sprint to tell of here: ${where}, or name it under ${codeSpan('tracking')} in ${codeSpan(policyPath)}.`;
}
