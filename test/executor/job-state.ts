import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import type { Json } from '../../src/core/workflow/json-value.ts';
import { type JobStatus, type Moment, renderText } from './evaluate.ts';
import type { Fault } from './fault.ts';
import { readFileCommands } from './file-commands.ts';
import type { Machine } from './machine.ts';
import type { PlainDefaults, PlainMap, PlainWorkflow } from './workflow-file.ts';

/** A job to run as a runner would, on a machine; `uses` steps other than local composite actions do nothing. */
export interface JobRequest {
  readonly workflow: PlainWorkflow;
  readonly job: string;
  readonly machine: Machine;
  readonly matrix?: Readonly<Record<string, Json>>;
  readonly inputs?: Readonly<Record<string, Json>>;
  readonly fault?: Fault;
  /** A file that is told what happens; see `trace.ts`. */
  readonly trace?: string;
  /** The job is cancelled as soon as this file exists. */
  readonly cancelWhen?: string;
  /** The length of a minute of `timeout-minutes`: 60,000 ms unless a test is in a hurry. */
  readonly minuteMs?: number;
}

export type StepOutcome = 'success' | 'failure' | 'cancelled' | 'skipped';

/** How a step ended: `outcome` before `continue-on-error`, `conclusion` after it. */
export interface StepRun {
  /** Its index in the job, then within composite actions (`3.0`). */
  readonly place: string;
  readonly name: string;
  readonly outcome: StepOutcome;
  readonly conclusion: StepOutcome;
  readonly output: string;
}

/** A job under way. */
export interface JobState {
  readonly request: JobRequest;
  readonly trackingId: string;
  /** The folder of scripts, logs and command files. */
  readonly files: string;
  /** What steps wrote to GITHUB_ENV and, last first, to GITHUB_PATH. */
  readonly env: Map<string, string>;
  readonly path: string[];
  readonly runs: StepRun[];
  summary: string;
  cancelled: boolean;
  /** The fault of the request was met. */
  struck: boolean;
}

/** What the steps of a job, or those of one composite action, have in common. */
export interface Frame {
  readonly prefix: string;
  readonly inputs: Readonly<Record<string, Json>>;
  readonly env: Readonly<Record<string, string>>;
  readonly defaults: PlainDefaults;
  /** The `steps` context. */
  readonly steps: Record<string, Json>;
  /** Where the action lies, within one. */
  readonly actionPath?: string;
  status: JobStatus;
}

/** The values of `github` that a test may rely on. */
export const githubContext = {
  run_id: '4242',
  run_number: '17',
  run_attempt: '1',
  repository: 'octo-org/octo-repo',
  repository_owner: 'octo-org',
  ref: 'refs/heads/main',
  ref_name: 'main',
  sha: '0123456789abcdef0123456789abcdef01234567',
  event_name: 'push',
  actor: 'octocat',
  event: {},
} as const;

/** What expressions see now. */
export function momentOf({ request }: JobState, frame: Frame): Moment {
  const { workspace, temp, name } = request.machine;
  const github = {
    ...githubContext,
    workspace,
    job: request.job,
    workflow: request.workflow.name ?? '',
    ...(frame.actionPath === undefined ? {} : { action_path: frame.actionPath }),
  };
  const runner = { name, os: 'Linux', arch: 'X64', temp, workspace, debug: '' };
  return {
    status: frame.status,
    contexts: {
      github,
      runner,
      env: frame.env,
      inputs: frame.inputs,
      matrix: request.matrix ?? {},
      strategy: { 'fail-fast': true, 'job-index': 0, 'job-total': 1 },
      steps: frame.steps,
      job: { status: frame.status },
    },
  };
}

/** A map of the workflow with its expressions filled in. */
export function renderMap(map: PlainMap | undefined, moment: Moment): Record<string, string> {
  const entries = Object.entries(map ?? {});
  return Object.fromEntries(entries.map(([key, value]) => [key, renderText(value, moment)]));
}

const commandFiles = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE'];

/** All that a step's process finds in its environment; makes the command files that it names. */
export function environmentOf(job: JobState, frame: Frame, stem: string): Record<string, string> {
  const { machine } = job.request;
  for (const name of commandFiles) {
    writeFileSync(`${stem}.${name}`, '');
    // The job's processes may be another user's.
    chmodSync(`${stem}.${name}`, 0o666);
  }
  const { event: _, ...facts } = githubContext;
  const github = Object.entries(facts).map(([key, value]) => [`GITHUB_${key.toUpperCase()}`, value]);
  return {
    HOME: machine.temp,
    LANG: 'C.UTF-8',
    ...machine.env,
    ...frame.env,
    PATH: [...job.path, ...machine.path, machine.systemPath].join(delimiter),
    CI: 'true',
    ...Object.fromEntries(github),
    GITHUB_ACTIONS: 'true',
    GITHUB_JOB: job.request.job,
    GITHUB_WORKSPACE: machine.workspace,
    ...(frame.actionPath === undefined ? {} : { GITHUB_ACTION_PATH: frame.actionPath }),
    RUNNER_NAME: machine.name,
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: machine.temp,
    RUNNER_TRACKING_ID: job.trackingId,
    ...Object.fromEntries(commandFiles.map((name) => [name, `${stem}.${name}`])),
  };
}

/** Takes over what a step wrote to its command files, also where it failed; returns its outputs. */
export function takeFileCommands(job: JobState, stem: string): ReadonlyMap<string, string> {
  const text = (name: string) => {
    const file = `${stem}.${name}`;
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  for (const [name, value] of readFileCommands(text('GITHUB_ENV'))) job.env.set(name, value);
  job.path.unshift(...text('GITHUB_PATH').split('\n').filter(Boolean).reverse());
  job.summary += text('GITHUB_STEP_SUMMARY');
  return readFileCommands(text('GITHUB_OUTPUT'));
}
