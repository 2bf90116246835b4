import type { BoxState } from '../store/box-state.ts';
import type { Repository } from '../store/repository.ts';
import type { RunJob, RunWorkflow, WorkflowRun } from '../store/workflow-run.ts';
import { workflowRunView, workflowView } from '../views/run-view.ts';

/** A job as somebody tells of it; by default it ran for ten minutes, and passed. */
export interface NewJob {
  readonly name: string;
  readonly labels: readonly string[];
  /** Null: no runner has taken it. */
  readonly runner: string | null;
  readonly status?: RunJob['status'];
  readonly conclusion?: string | null;
  readonly createdAt?: Date;
  readonly startedAt?: Date;
  readonly completedAt?: Date | null;
}

/** A run as somebody tells of it: what its jobs came to is what it came to; without jobs it has failed. */
export interface NewRun {
  /** The workflow's file. */
  readonly path: string;
  readonly name?: string;
  readonly event?: string;
  readonly branch?: string | null;
  readonly headSha: string;
  readonly actor: string;
  readonly createdAt?: Date;
  readonly conclusion?: string;
  readonly jobs: readonly NewJob[];
}

const usualLength = 10 * 60_000;

/** Enters a run that happened, and tells nobody. */
export function enterRun(state: BoxState, repository: Repository, wanted: NewRun): WorkflowRun {
  const workflow = workflowOf(state, repository, wanted);
  const createdAt = wanted.createdAt ?? new Date(state.now().getTime() - usualLength);
  const runs = [...repository.workflowRuns.values()].filter((run) => run.workflow.id === workflow.id);
  const run: WorkflowRun = {
    id: state.nextId(),
    number: runs.length + 1,
    workflow,
    event: wanted.event ?? 'push',
    headBranch: wanted.branch === undefined ? repository.defaultBranch : wanted.branch,
    headSha: wanted.headSha,
    actor: wanted.actor,
    createdAt,
    attempt: 0,
    status: 'queued',
    conclusion: null,
    startedAt: createdAt,
    updatedAt: createdAt,
    jobs: [],
  };
  repository.workflowRuns.set(run.id, run);
  addAttempt(state, run, wanted);
  return run;
}

/** Runs a workflow again. */
export function addAttempt(
  state: BoxState,
  run: WorkflowRun,
  { jobs, conclusion }: Pick<NewRun, 'jobs' | 'conclusion'>,
): void {
  run.attempt += 1;
  const own = jobs.map((job) => jobOf(state, run, job));
  run.jobs.push(...own);
  run.status = statusOf(own);
  run.conclusion = run.status === 'completed' ? (conclusion ?? conclusionOf(own)) : null;
  const times = [run.createdAt, ...own.map((job) => job.completedAt ?? job.startedAt)];
  run.startedAt = own.map((job) => job.startedAt).sort((a, b) => Number(a) - Number(b))[0] ?? run.createdAt;
  run.updatedAt = new Date(Math.max(...times.map(Number)));
}

/** Tells the App that a run is done. */
export async function announceRun(state: BoxState, repository: Repository, run: WorkflowRun): Promise<void> {
  const sender = state.account(run.actor);
  const site = { origin: state.origin, repository, account: state.account };
  const workflow_run = await workflowRunView(site, run);
  const payload = { workflow: workflowView(site, run.workflow, run), workflow_run };
  state.emit({ event: 'workflow_run', action: 'completed', repository, sender, payload });
}

function workflowOf(state: BoxState, repository: Repository, { path, name }: NewRun): RunWorkflow {
  const known = [...repository.workflowRuns.values()].find((run) => run.workflow.path === path);
  return known?.workflow ?? { id: state.nextId(), path, name: name ?? path };
}

function jobOf(state: BoxState, run: WorkflowRun, job: NewJob): RunJob {
  const createdAt = job.createdAt ?? run.createdAt;
  const startedAt = job.startedAt ?? createdAt;
  const status = job.status ?? 'completed';
  const done = status === 'completed';
  return {
    id: state.nextId(),
    attempt: run.attempt,
    name: job.name,
    labels: job.labels,
    runner: job.runner,
    status,
    conclusion: done ? (job.conclusion ?? 'success') : null,
    createdAt,
    startedAt,
    completedAt: done ? (job.completedAt ?? new Date(startedAt.getTime() + usualLength)) : null,
  };
}

function statusOf(jobs: readonly RunJob[]): WorkflowRun['status'] {
  if (jobs.every(({ status }) => status === 'completed')) return 'completed';
  return jobs.every(({ status }) => status === 'queued') ? 'queued' : 'in_progress';
}

/** GitHub shows a file that it can't use as a run that failed and has no jobs. */
function conclusionOf(jobs: readonly RunJob[]): string {
  const conclusions = jobs.map(({ conclusion }) => conclusion ?? '');
  const bad = ['failure', 'timed_out', 'cancelled'].find((one) => conclusions.includes(one));
  if (bad !== undefined || jobs.length === 0) return bad ?? 'failure';
  return conclusions.includes('success') ? 'success' : 'skipped';
}
