import type { RepositoryName } from '../action.ts';
import type { RepositoryFacts } from '../audit/repository.ts';
import type { Tree } from '../audit/tree.ts';
import type { CommitFacts, IssueFacts, RunFacts, RunnersFacts } from '../progress/evidence/facts.ts';

/** An issue with what was written under it. */
export interface SprintIssue extends IssueFacts {
  /** Texts of comments by people who belong to the repository, oldest first; none where nobody asked for them. */
  readonly comments: readonly string[];
}

/** What was read of a repository to say how its sprints stand; what deciding finds lacking is read, and it decides again. */
export interface SprintFacts {
  readonly repository: RepositoryName;
  /** Where people read it: `https://github.com`, without a slash at the end. */
  readonly webUrl: string;
  readonly known: RepositoryFacts;
  readonly defaultBranch: string;
  /** The tip of the default branch, and its files. */
  readonly headSha: string;
  readonly tree: Tree;
  /** The text of the organisation's policy. */
  readonly organisationPolicy: string | undefined;
  /** ISO 8601, UTC. */
  readonly readAt: string;
  /** All paths of the repository, where they were read. */
  readonly paths: readonly string[] | undefined;
  /** Those that were read; undefined as a value where there is no such issue. */
  readonly issues: ReadonlyMap<number, SprintIssue | undefined>;
  /** Undefined where they may not be read. */
  readonly runs: readonly RunFacts[] | undefined;
  readonly runners: RunnersFacts | undefined;
  /** By the tracking issue, and by the item's key: since which commit it is in the state in which it is. */
  readonly since: ReadonlyMap<number, ReadonlyMap<string, CommitFacts>>;
  /** The issue under which a person asks: its own checklist is told of also where no policy tracks it. */
  readonly asked: number | undefined;
}
