import type { JobFacts } from '../core/progress/evidence/facts.ts';
import type { RunHeader } from '../core/progress/evidence/latest-run.ts';

/** A run as GitHub's REST shows it, as much of it as is looked at. */
export interface RunAnswer {
  readonly id: number | bigint;
  readonly run_attempt?: number | undefined;
  readonly html_url: string;
  /** Such as `.github/workflows/ci.yml`, or with the ref after it: `.github/workflows/ci.yml@main`. */
  readonly path: string;
  readonly event: string;
  readonly head_branch: string | null;
  readonly head_sha: string;
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly created_at: string;
  readonly run_started_at?: string | undefined;
  readonly updated_at: string;
}

/** A job as GitHub's REST shows it, as much of it as is looked at. */
export interface JobAnswer {
  readonly name: string;
  readonly html_url: string | null;
  readonly status: string;
  readonly conclusion: string | null;
  readonly labels: readonly string[];
  readonly runner_name: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly completed_at: string | null;
}

type Status = RunHeader['status'];
const statuses = new Set<string>(['queued', 'in_progress', 'completed', 'waiting', 'pending', 'requested']);

/** A run without its jobs. */
export function toRunHeader(run: RunAnswer): RunHeader {
  const status = toStatus(run.status);
  return {
    id: Number(run.id),
    attempt: run.run_attempt ?? 1,
    url: run.html_url,
    workflowPath: run.path.replace(/@.*$/, ''),
    event: run.event,
    branch: run.head_branch ?? undefined,
    headSha: run.head_sha,
    status,
    conclusion: run.conclusion ?? undefined,
    createdAt: run.created_at,
    startedAt: run.run_started_at,
    completedAt: status === 'completed' ? run.updated_at : undefined,
  };
}

/** A job; one that no runner has taken has no name of a runner, or an empty one. */
export function toJobFacts(job: JobAnswer): JobFacts {
  return {
    name: job.name,
    url: job.html_url ?? '',
    status: toStatus(job.status),
    conclusion: job.conclusion ?? undefined,
    labels: job.labels,
    runnerName: job.runner_name || undefined,
    createdAt: job.created_at,
    startedAt: job.started_at ?? undefined,
    completedAt: job.completed_at ?? undefined,
  };
}

/** What GitHub has not told of yet is still to come. */
function toStatus(status: string | null): Status {
  return statuses.has(status ?? '') ? (status as Status) : 'queued';
}
