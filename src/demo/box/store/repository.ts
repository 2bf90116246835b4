import type { GitRepository } from '../git/git-repository.ts';
import type { Account, Role } from './account.ts';
import type { CheckRun, CheckSuite } from './check.ts';
import type { Issue, IssueComment } from './issue.ts';
import type { Runner, WorkflowRun } from './workflow-run.ts';

/** A repository: its git objects on disk, all the rest in memory. */
export interface Repository {
  readonly id: number;
  readonly owner: Account;
  readonly name: string;
  readonly visibility: 'public' | 'private' | 'internal';
  readonly description: string;
  readonly defaultBranch: string;
  readonly git: GitRepository;
  /** Of a fork: what it was forked from. */
  readonly parent: Repository | undefined;
  readonly roles: Map<string, Role>;
  readonly createdAt: Date;
  pushedAt: Date;
  /** Issues and pull requests, by number: they share one series. */
  readonly issues: Map<number, Issue>;
  readonly pulls: Map<number, PullRequest>;
  readonly comments: Map<number, IssueComment>;
  readonly suites: Map<number, CheckSuite>;
  readonly checkRuns: Map<number, CheckRun>;
  readonly workflowRuns: Map<number, WorkflowRun>;
  /** Its own self-hosted runners, by name; those of its organisation are kept beside the accounts. */
  readonly runners: Map<string, Runner>;
}

/** A pull request. */
export interface PullRequest {
  readonly id: number;
  readonly issue: Issue;
  base: { readonly branch: string; readonly sha: string };
  head: { readonly repository: Repository; readonly branch: string; readonly sha: string };
  /** All the heads that it had, oldest first, with when each came. */
  readonly heads: { readonly sha: string; readonly at: Date }[];
  draft: boolean;
  merged: { readonly sha: string; readonly at: Date; readonly by: Account } | undefined;
  /** How many more reads are answered with "mergeability is being computed". */
  unknownFor: number;
  /** The merge of this head into that base, once it has been tried. */
  merge: { readonly of: string; readonly commit: Promise<string | undefined> } | undefined;
}

/** `owner/name`. */
export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}
