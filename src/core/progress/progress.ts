import type { BindingProblem } from './claims/bind-evidence.ts';
import type { Check, Claim } from './claims/check.ts';
import type { Evidence } from './evidence/evidence.ts';
import type { CommitFacts, ProgressFacts } from './evidence/facts.ts';
import type { Outlook } from './outlook.ts';
import type { Plan, PlanItem } from './plan/plan.ts';
import type { ItemState } from './state.ts';

/** An item with what it claims, what was found, and what that makes of it. */
export interface AssessedItem {
  readonly item: PlanItem;
  readonly claim: Claim;
  readonly evidence: readonly Evidence[];
  readonly state: ItemState;
  /** The commit since which its evidence says what it says, where that is known. */
  readonly since: CommitFacts | undefined;
}

/** How a sprint stands: the same input gives the same progress. */
export interface Progress {
  readonly plan: Plan;
  readonly items: readonly AssessedItem[];
  readonly counts: Readonly<Record<ItemState, number>>;
  /** Entries of the policy's `evidence` that bind nothing. */
  readonly problems: readonly BindingProblem[];
  /** What can be known of the dependencies and the risks. */
  readonly outlook: Outlook;
  /** Undefined offline. */
  readonly facts: ProgressFacts | undefined;
}

/** The checks of a claim; none where nothing is claimed that can be checked. */
export function checksOf(claim: Claim): readonly Check[] {
  return claim.kind === 'checks' ? claim.checks : [];
}
