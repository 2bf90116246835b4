import type { Action } from '../action.ts';
import type { WorkflowCache } from '../audit/workflow-cache.ts';
import type { Tracking } from '../policy/policy.ts';
import { assess } from '../progress/assess.ts';
import { parsePlan } from '../progress/plan/parse-plan.ts';
import { asProgressComment } from '../progress/render/as-progress-comment.ts';
import type { CommandPlace } from './decide-reply.ts';
import type { AuditFacts } from './facts.ts';
import { readPolicy } from './policy-in-force.ts';

/** Where the progress of a sprint is asked for. */
export interface ProgressPlace extends CommandPlace {
  readonly on: 'pull-request' | 'issue';
  /** The body of the issue. */
  readonly body: string;
}

/** The reply to a command that asks for the progress of the sprint whose checklist an issue has, by the files alone. */
export function decideProgress(
  { issue, body }: ProgressPlace,
  { facts, cache }: { readonly facts: AuditFacts; readonly cache: WorkflowCache },
): Action[] {
  const { policy } = readPolicy(facts.policyTree, facts.organisationPolicy);
  const tracking: Tracking | undefined = policy.tracking.find((one) => one.issue === issue);
  const entry = tracking?.plan === undefined ? undefined : facts.merged.get(tracking.plan);
  const plan =
    entry?.kind === 'text'
      ? parsePlan(entry.text, entry.path)
      : parsePlan(body, `the body of issue #${issue}`);
  const marker = '<!-- ci-warden:reply:progress -->';
  const text =
    plan.items.length === 0
      ? 'There is no sprint to tell of here: this has no checklist, and the policy tracks no sprint on it.'
      : asProgressComment(
          assess({
            plan,
            tracking,
            policy,
            tree: facts.merged,
            repositoryFacts: facts.known,
            facts: undefined,
            cache,
          }),
        );
  return [{ kind: 'keep-comment', issue, marker, body: `${text}\n\n${marker}` }];
}
