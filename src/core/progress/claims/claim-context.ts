import type { PlanItem } from '../plan/plan.ts';
import type { Check, NamedRunner } from './check.ts';
import type { Rarity } from './topic.ts';

/** What an item's words may lean on: the plan around it, and what is known of the repository. */
export interface ClaimContext {
  readonly runners: readonly NamedRunner[];
  /** The rules of the audit, by id. */
  readonly rules: readonly string[];
  /** The workflows that the plan names and doesn't delete, as paths. */
  readonly planWorkflows: readonly string[];
  /** The repository's workflows with their names. */
  readonly workflows: readonly { readonly path: string; readonly name: string | undefined }[];
  readonly rarity: Rarity;
  /** The paths that the items above an item in its section name, in their order. */
  earlierPaths(item: PlanItem): readonly string[];
  /** All paths that the items of an item's section name. */
  sectionPaths(item: PlanItem): readonly string[];
  /** What the items read so far claim, in the whole plan. */
  checksSoFar(): readonly Check[];
  /** What the items above an item in its section were read as. */
  earlierChecks(item: PlanItem): readonly Check[];
}
