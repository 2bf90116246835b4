import { failurePoints, withLineAt } from './failure-points.ts';
import { readsShell } from './shell.ts';
import type { PlainStep } from './workflow-file.ts';

/** What goes wrong in a job: a command of one of its steps fails, or the job is cancelled while that command runs. */
export interface Fault {
  /** The step's place: its index in the job, then within composite actions (`3.0`). */
  readonly step: string;
  /** See `failurePoints`. */
  readonly point: number;
  readonly kind: 'failure' | 'cancellation';
}

/** A fault in words, for a test's name or message. */
export function showFault({ step, point, kind }: Fault): string {
  const where = point === 0 ? 'at its start' : `after its line ${point}`;
  return kind === 'failure' ? `step ${step} fails ${where}` : `cancelled in step ${step} ${where}`;
}

/** All the points of a step at which a fault may strike; a step that runs no shell has its start only. */
export function pointsOf(step: PlainStep, shell: string | undefined): readonly number[] {
  return step.run !== undefined && readsShell(shell) ? failurePoints(step.run) : [0];
}

/** A script with the fault in it: a command that fails, or one that lasts until the job is cancelled. Makes `reached`. */
export function withFault(script: string, fault: Fault, reached: string): string {
  const command = fault.kind === 'failure' ? 'false' : 'sleep 600';
  return withLineAt(script, fault.point, `: >'${reached}'; ${command}`);
}

/** A script that writes a line into a file at each of its points; see `JobRequest.trace`. */
export function withTrace(script: string, place: string, file: string): string {
  const latestFirst = [...failurePoints(script)].reverse();
  return latestFirst.reduce(
    (text, point) => withLineAt(text, point, `echo '${traceOf(place, point)}' >>'${file}'`),
    script,
  );
}

/** The line that a trace has for a point. */
export function traceOf(place: string, point: number): string {
  return `@${place}:${point}`;
}
