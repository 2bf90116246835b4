import type { Finding } from '../../audit/finding.ts';
import type { Repository } from '../../audit/repository.ts';
import type { Tree } from '../../audit/tree.ts';
import type { NamedRunner } from '../claims/check.ts';
import type { ProgressFacts } from './facts.ts';

/** What evidence is weighed from. */
export interface WeighInput {
  /** Holds every workflow, and whatever `neededPaths` names: a path that it has not is absent. */
  readonly tree: Tree;
  readonly repository: Repository;
  /**
   * What a rule finds in the repository, also where the policy has switched it off; `everywhere` also what the policy
   * excepts and what comments allow.
   */
  findingsOf(rule: string, where: 'as allowed' | 'everywhere'): readonly Finding[];
  /** All that are known, so that a job for one is told from a job for another. */
  readonly runners: readonly NamedRunner[];
  /** Undefined offline. */
  readonly facts: ProgressFacts | undefined;
  /** ISO date: what ran before it is "before". */
  readonly started: string | undefined;
}
