import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/core/workflow/json-value.ts';
import { conditionHolds, evaluateText, type JobStatus, renderText } from './evaluate.ts';
import { type Frame, type JobState, momentOf, renderMap, type StepRun } from './job-state.ts';
import { type Act, runShellStep, strikeWhole } from './run-shell-step.ts';
import { noteStep } from './trace.ts';
import { type PlainStep, readPlainAction } from './workflow-file.ts';

/** Runs steps in their order, each if its condition holds at that moment; returns how the job or action stands after them. */
export async function runSteps(steps: readonly PlainStep[], job: JobState, frame: Frame): Promise<JobStatus> {
  for (const [index, step] of steps.entries()) {
    if (job.cancelled) frame.status = 'cancelled';
    const run = await runStep(step, `${frame.prefix}${index}`, job, frame);
    job.runs.push(run);
    if (run.conclusion === 'failure' && frame.status === 'success') frame.status = 'failure';
    if (job.cancelled) frame.status = 'cancelled';
  }
  return frame.status;
}

const skipped: Act = { outcome: 'skipped', output: '', outputs: new Map() };

async function runStep(step: PlainStep, place: string, job: JobState, frame: Frame): Promise<StepRun> {
  const shared = { ...frame, env: { ...frame.env, ...Object.fromEntries(job.env) } };
  const own = { ...shared, env: { ...shared.env, ...renderMap(step.env, momentOf(job, shared)) } };
  const moment = momentOf(job, own);
  const act = conditionHolds(step.if, moment) ? await perform(step, place, job, own) : skipped;
  const forgiven = act.outcome === 'failure' && isTrue(step['continue-on-error'], job, own);
  const conclusion = forgiven ? 'success' : act.outcome;
  if (step.id !== undefined) {
    frame.steps[step.id] = { outcome: act.outcome, conclusion, outputs: Object.fromEntries(act.outputs) };
  }
  const name = renderText(step.name ?? step.uses ?? step.run?.split('\n')[0], moment);
  return { place, name, outcome: act.outcome, conclusion, output: act.output };
}

async function perform(step: PlainStep, place: string, job: JobState, frame: Frame): Promise<Act> {
  const { trace } = job.request;
  if (trace !== undefined) {
    const after = (status: JobStatus) => conditionHolds(step.if, momentOf(job, { ...frame, status }));
    noteStep(trace, place, after('failure') && after('cancelled') ? 'always' : 'sometimes');
  }
  if (step.run !== undefined) return runShellStep(step, place, job, frame);
  const struck = strikeWhole(step, place, job, frame);
  if (struck !== undefined) return struck;
  if (step.uses?.startsWith('./')) return runComposite(step, place, job, frame);
  return { ...skipped, outcome: 'success' };
}

async function runComposite(step: PlainStep, place: string, job: JobState, frame: Frame): Promise<Act> {
  const actionPath = join(job.request.machine.workspace, step.uses ?? '');
  const file = ['action.yml', 'action.yaml'].map((name) => join(actionPath, name)).find(existsSync);
  if (file === undefined) return { ...skipped, outcome: 'failure', output: `no action in ${step.uses}` };
  const action = readPlainAction(file);
  if (action.runs.using !== 'composite') throw new Error(`${step.uses} is not a composite action`);
  const given = renderMap(step.with, momentOf(job, frame));
  const defaults = Object.entries(action.inputs ?? {}).map(([name, input]) => [
    name,
    renderText(input?.default, momentOf(job, frame)),
  ]);
  const inner: Frame = {
    prefix: `${place}.`,
    inputs: { ...(Object.fromEntries(defaults) as Record<string, Json>), ...given },
    env: frame.env,
    defaults: {},
    steps: {},
    actionPath,
    status: 'success',
  };
  const status = await runSteps(action.runs.steps ?? [], job, inner);
  const values = Object.entries(action.outputs ?? {}).map(
    ([name, output]) => [name, renderText(output.value, momentOf(job, inner))] as const,
  );
  return { outcome: status, output: '', outputs: new Map(values) };
}

function isTrue(value: unknown, job: JobState, frame: Frame): boolean {
  return typeof value === 'string' ? evaluateText(value, momentOf(job, frame)) === true : value === true;
}
