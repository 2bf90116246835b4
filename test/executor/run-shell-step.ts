import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { conditionHolds, type Moment, renderText } from './evaluate.ts';
import { withFault, withTrace } from './fault.ts';
import {
  environmentOf,
  type Frame,
  type JobState,
  momentOf,
  type StepOutcome,
  takeFileCommands,
} from './job-state.ts';
import { runScript } from './run-script.ts';
import { endingOf, invocationOf, readsShell } from './shell.ts';
import type { PlainStep } from './workflow-file.ts';

/** What a step did. */
export interface Act {
  readonly outcome: StepOutcome;
  readonly output: string;
  readonly outputs: ReadonlyMap<string, string>;
}

/** Runs a step's `run`, with the fault that the request has for it. */
export async function runShellStep(
  step: PlainStep,
  place: string,
  job: JobState,
  frame: Frame,
): Promise<Act> {
  const { machine, minuteMs = 60_000 } = job.request;
  const moment = momentOf(job, frame);
  const shell = textOrNone(step.shell ?? frame.defaults.shell, moment);
  const folder = textOrNone(step['working-directory'] ?? frame.defaults['working-directory'], moment) ?? '.';
  const minutes = Number(textOrNone(step['timeout-minutes'], moment) ?? 360);
  const stem = join(job.files, `${place}-${randomUUID()}`);
  const traced = job.request.trace !== undefined && readsShell(shell);
  const { script, cancelWhen } = traced
    ? { script: withTrace(step.run ?? '', place, job.request.trace ?? '') }
    : prepare(step, place, job, frame, `${stem}.reached`);
  const file = `${stem}${endingOf(shell)}`;
  writeFileSync(file, renderText(script, moment));
  const end = await runScript({
    invocation: invocationOf(shell, file, machine.starter),
    cwd: resolve(machine.workspace, folder),
    env: environmentOf(job, frame, stem),
    log: `${stem}.log`,
    timeoutMs: minutes * minuteMs,
    ...(cancelWhen === undefined ? {} : { cancelWhen }),
  });
  if (end.by === 'cancellation') job.cancelled = true;
  if (existsSync(`${stem}.reached`)) job.struck = true;
  const outputs = takeFileCommands(job, stem);
  const outcome = end.by === 'cancellation' ? 'cancelled' : end.ok ? 'success' : 'failure';
  return { outcome, output: end.output, outputs };
}

/**
 * Cancels the job while a step runs, and says whether the step goes on: the runner asks its condition again, and ends
 * it only where that doesn't hold any more. Source: actions/runner, `StepsRunner`.
 */
export function cancelDuring(step: PlainStep, job: JobState, frame: Frame): 'goes on' | 'ends' {
  const holds = conditionHolds(step.if, momentOf(job, { ...frame, status: 'cancelled' }));
  if (holds) {
    job.cancelled = true;
    job.struck = true;
  }
  return holds ? 'goes on' : 'ends';
}

/** A setting of a step as text; undefined where it is not set or comes out empty. */
export function textOrNone(value: unknown, moment: Moment): string | undefined {
  const text = renderText(value, moment);
  return text === '' ? undefined : text;
}

function prepare(
  step: PlainStep,
  place: string,
  job: JobState,
  frame: Frame,
  reached: string,
): { readonly script: string; readonly cancelWhen?: string } {
  const script = step.run ?? '';
  const fault = job.request.fault?.step === place ? job.request.fault : undefined;
  if (fault === undefined) return { script };
  if (fault.kind === 'failure') return { script: withFault(script, fault, reached) };
  if (cancelDuring(step, job, frame) === 'goes on') return { script };
  return { script: withFault(script, fault, reached), cancelWhen: reached };
}
