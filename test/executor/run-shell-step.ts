import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { conditionHolds, type Moment, renderText } from './evaluate.ts';
import { withFault } from './fault.ts';
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
import { noteWhole, withTrace } from './trace.ts';
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
  if (!readsShell(shell)) {
    const struck = strikeWhole(step, place, job, frame);
    if (struck !== undefined) return struck;
  }
  const stem = join(job.files, `${place}-${randomUUID()}`);
  const { script, cancelWhen }: Prepared = readsShell(shell)
    ? prepare(step, place, job, frame, `${stem}.reached`)
    : { script: step.run ?? '' };
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

/** What a fault does to a step that can only fail or be cancelled as a whole; undefined where it acts after all. */
export function strikeWhole(step: PlainStep, place: string, job: JobState, frame: Frame): Act | undefined {
  const { trace, fault } = job.request;
  if (trace !== undefined) noteWhole(trace, place);
  if (fault?.step !== place) return undefined;
  job.struck = true;
  if (fault.kind === 'failure') return { outcome: 'failure', output: '', outputs: new Map() };
  job.cancelled = true;
  if (goesOn(step, job, frame)) return undefined;
  return { outcome: 'cancelled', output: '', outputs: new Map() };
}

/**
 * Whether a step goes on when the job is cancelled: the runner asks its condition again, and ends it only where that
 * doesn't hold any more. Source: actions/runner, `StepsRunner`.
 */
export function goesOn(step: PlainStep, job: JobState, frame: Frame): boolean {
  return conditionHolds(step.if, momentOf(job, { ...frame, status: 'cancelled' }));
}

/** A setting of a step as text; undefined where it is not set or comes out empty. */
export function textOrNone(value: unknown, moment: Moment): string | undefined {
  const text = renderText(value, moment);
  return text === '' ? undefined : text;
}

interface Prepared {
  readonly script: string;
  readonly cancelWhen?: string;
}

function prepare(step: PlainStep, place: string, job: JobState, frame: Frame, reached: string): Prepared {
  const { trace, fault, cancelWhen } = job.request;
  const script = step.run ?? '';
  if (trace !== undefined) return { script: withTrace(script, place, trace) };
  if (cancelWhen !== undefined && !goesOn(step, job, frame)) return { script, cancelWhen };
  if (fault?.step !== place) return { script };
  if (fault.kind === 'failure') return { script: withFault(script, fault, reached) };
  if (!goesOn(step, job, frame)) return { script: withFault(script, fault, reached), cancelWhen: reached };
  job.cancelled = true;
  job.struck = true;
  return { script };
}
