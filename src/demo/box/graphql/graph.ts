import type { Account } from '../store/account.ts';
import type { BoxState } from '../store/box-state.ts';
import type { Caller } from '../store/caller.ts';
import type { Issue, IssueComment } from '../store/issue.ts';
import type { PullRequest, Repository } from '../store/repository.ts';

/** The arguments of a field, as GraphQL has checked them. */
export type Arguments = { readonly [name: string]: unknown };

/** What answers for an object of the schema: values, or functions of the field's arguments. */
export interface Node {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

/** The objects of the schema by what they stand for; each is looked into only as far as a query asks. */
export interface Graph {
  readonly state: BoxState;
  readonly caller: Caller;
  /** What happened since is not seen yet; undefined: all is. */
  readonly asOf: Date | undefined;
  actor(account: Account): Node;
  repository(repository: Repository): Node;
  ref(repository: Repository, name: string): Promise<Node | null>;
  /** A commit, tree, blob or tag by its oid or an expression; null where there is none. */
  object(repository: Repository, name: string): Promise<Node | null>;
  issue(repository: Repository, issue: Issue): Node;
  pull(repository: Repository, pull: PullRequest): Node;
  comment(repository: Repository, comment: IssueComment): Node;
}
