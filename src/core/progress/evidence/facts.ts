/** A time as GitHub gives it: ISO 8601, UTC. */
type Timestamp = string;

/** A job of a run, as GitHub's API has it. */
export interface JobFacts {
  readonly name: string;
  readonly url: string;
  readonly status: 'queued' | 'in_progress' | 'completed' | 'waiting' | 'pending' | 'requested';
  /** Undefined while the job isn't completed. */
  readonly conclusion: string | undefined;
  /** The labels that were asked for: they prove nothing about where the job ran. */
  readonly labels: readonly string[];
  /** Where the job ran: the one proof. Undefined before a runner took it. */
  readonly runnerName: string | undefined;
  readonly createdAt: Timestamp;
  readonly startedAt: Timestamp | undefined;
  readonly completedAt: Timestamp | undefined;
}

/** One attempt of a workflow run with its jobs. */
export interface RunFacts {
  readonly id: number;
  readonly attempt: number;
  readonly url: string;
  /** The workflow's file, from the repository's root. */
  readonly workflowPath: string;
  readonly event: string;
  readonly branch: string | undefined;
  readonly headSha: string;
  readonly status: 'queued' | 'in_progress' | 'completed' | 'waiting' | 'pending' | 'requested';
  readonly conclusion: string | undefined;
  readonly createdAt: Timestamp;
  readonly startedAt: Timestamp | undefined;
  readonly completedAt: Timestamp | undefined;
  /** The jobs of this attempt; none where GitHub refused the workflow's file. */
  readonly jobs: readonly JobFacts[];
}

/** A self-hosted runner, as the runners API has it. */
export interface RunnerFacts {
  readonly name: string;
  readonly status: 'online' | 'offline';
  readonly busy: boolean;
  readonly labels: readonly string[];
}

/** What the runners API said. */
export interface RunnersFacts {
  readonly runners: readonly RunnerFacts[];
  /** `all` where the organisation's runners were listed too, so that a runner that is missing is not registered. */
  readonly scope: 'repository' | 'all';
}

/** An issue that a claim is about. */
export interface IssueFacts {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
}

/** A commit since which an item is in the state that it is in. */
export interface CommitFacts {
  readonly sha: string;
  readonly url: string;
  readonly date: Timestamp;
}

/** What GitHub knows besides the files. */
export interface ProgressFacts {
  /** When the facts were read. */
  readonly readAt: Timestamp;
  readonly defaultBranch: string;
  /** `https://host/owner/name`. */
  readonly repositoryUrl: string;
  /** The commit whose files were read. */
  readonly headSha: string;
  /** Runs that were read, in any order, old attempts among them or not; undefined where they may not be read. */
  readonly runs: readonly RunFacts[] | undefined;
  readonly runners: RunnersFacts | undefined;
  /** Those that were asked for; undefined as a value where there is no such issue. */
  readonly issues: ReadonlyMap<number, IssueFacts | undefined>;
  /** By `itemKey`: the commit since which an item's evidence says what it says, where that is known. */
  readonly since: ReadonlyMap<string, CommitFacts>;
}
