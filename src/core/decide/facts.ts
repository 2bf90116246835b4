import type { RepositoryName } from '../action.ts';
import type { RepositoryFacts } from '../audit/repository.ts';
import type { Tree } from '../audit/tree.ts';

/** What was read of a repository to decide about one head. */
export interface AuditFacts {
  readonly repository: RepositoryName;
  /** Where people read it: `https://github.com`, without a slash at the end. */
  readonly webUrl: string;
  readonly known: RepositoryFacts;
  readonly headSha: string;
  /** The files of the head, where annotations stand. */
  readonly head: Tree;
  /** The files that are audited: what would be there after merging. */
  readonly merged: Tree;
  /** What they are compared with; undefined: every finding counts alike. */
  readonly base: Tree | undefined;
  /** Where the policy in force is read: the tip of the base branch, which no pull request can change. */
  readonly policyTree: Tree;
  /** The text of the organisation's policy. */
  readonly organisationPolicy: string | undefined;
  /** Whether the change comes from another repository, whose suppressions don't count. */
  readonly fork: boolean;
  /** The texts of issues that were read, where plans may stand; undefined as a value where there is no such issue. */
  readonly issues?: ReadonlyMap<number, { readonly body: string } | undefined>;
  /** The files that were asked for besides the workflows, there or not; undefined: all. */
  readonly paths?: ReadonlySet<string>;
}
