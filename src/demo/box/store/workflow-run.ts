/** The states that GitHub gives runs and jobs. */
export type RunStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'pending' | 'requested';

/** A run of a workflow; a re-run is another attempt of it. */
export interface WorkflowRun {
  readonly id: number;
  /** Counts the runs of one workflow. */
  readonly number: number;
  readonly workflow: RunWorkflow;
  readonly event: string;
  readonly headBranch: string | null;
  readonly headSha: string;
  readonly actor: string;
  readonly createdAt: Date;
  /** From 1. */
  attempt: number;
  status: RunStatus;
  conclusion: string | null;
  startedAt: Date;
  updatedAt: Date;
  /** Those of every attempt. */
  readonly jobs: RunJob[];
}

/** A workflow as its runs name it. */
export interface RunWorkflow {
  readonly id: number;
  readonly path: string;
  readonly name: string;
}

/** A job of a run. */
export interface RunJob {
  readonly id: number;
  readonly attempt: number;
  readonly name: string;
  readonly labels: readonly string[];
  readonly status: RunStatus;
  readonly conclusion: string | null;
  /** The runner that took it. */
  readonly runner: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date;
  readonly completedAt: Date | null;
}

/** A self-hosted runner. */
export interface Runner {
  readonly id: number;
  readonly name: string;
  readonly labels: readonly string[];
  status: 'online' | 'offline';
  busy: boolean;
}
