import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JobStatus } from './evaluate.ts';
import {
  type Frame,
  type JobRequest,
  type JobState,
  momentOf,
  renderMap,
  type StepRun,
} from './job-state.ts';
import { killTracked } from './processes.ts';
import { runSteps } from './run-steps.ts';

/** How a job ended, with its steps in the order in which they ended: those of a composite action before their own step. */
export interface JobRun {
  readonly status: JobStatus;
  readonly steps: readonly StepRun[];
  /** What the steps wrote to GITHUB_STEP_SUMMARY. */
  readonly summary: string;
  /** The request's fault was met: its step ran, and came to its point. */
  readonly struck: boolean;
}

/** Runs a job's steps in order, with all that a runner gives them and takes from them; throws where there is no such job. */
export async function runJob(request: JobRequest): Promise<JobRun> {
  const { workflow, machine, inputs = {} } = request;
  const definition = workflow.jobs[request.job];
  if (definition === undefined) throw new Error(`no job ${request.job}`);
  const job = newJob(request);
  mkdirSync(job.files, { recursive: true });
  mkdirSync(machine.workspace, { recursive: true });
  const defaults = { ...workflow.defaults?.run, ...definition.defaults?.run };
  const bare: Frame = { prefix: '', inputs, env: {}, defaults, steps: {}, status: 'success' };
  const outer = { ...bare, env: renderMap(workflow.env, momentOf(job, bare)) };
  const env = { ...outer.env, ...renderMap(definition.env, momentOf(job, outer)) };
  try {
    const status = await runSteps(definition.steps ?? [], job, { ...outer, env });
    return { status, steps: job.runs, summary: job.summary, struck: job.struck };
  } finally {
    killTracked(job.trackingId);
  }
}

function newJob(request: JobRequest): JobState {
  return {
    request,
    trackingId: `github_${randomUUID()}`,
    files: join(request.machine.temp, '_runner_file_commands'),
    env: new Map(),
    path: [],
    runs: [],
    summary: '',
    cancelled: false,
    struck: false,
  };
}
