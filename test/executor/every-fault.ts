import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, pointsOf, showFault } from './fault.ts';
import { type PlainDefaults, type PlainStep, type PlainWorkflow, readPlainAction } from './workflow-file.ts';

/** A fault that may strike a job, in words too. */
export interface PossibleFault extends Fault {
  readonly words: string;
  /** The command that it strikes, as written. */
  readonly command: string;
}

/** Every fault that may strike a job: at each command of each step, within its local composite actions too. */
export function everyFault(
  workflow: PlainWorkflow,
  jobId: string,
  workspace: string,
): readonly PossibleFault[] {
  const job = workflow.jobs[jobId];
  const defaults = { ...workflow.defaults?.run, ...job?.defaults?.run };
  return faultsOf(job?.steps ?? [], { prefix: '', defaults, workspace });
}

interface Frame {
  readonly prefix: string;
  readonly defaults: PlainDefaults;
  readonly workspace: string;
}

function faultsOf(steps: readonly PlainStep[], frame: Frame): PossibleFault[] {
  return steps.flatMap((step, index) => {
    const place = `${frame.prefix}${index}`;
    const own = pointsOf(step, step.shell ?? frame.defaults.shell).flatMap(({ point, command, kinds }) =>
      kinds.map((kind) => possible({ step: place, point, kind }, command)),
    );
    const inner = { ...frame, prefix: `${place}.`, defaults: {} };
    return [...own, ...faultsOf(compositeSteps(step, frame.workspace), inner)];
  });
}

function possible(fault: Fault, command: string): PossibleFault {
  return { ...fault, command, words: showFault(fault, command) };
}

function compositeSteps(step: PlainStep, workspace: string): readonly PlainStep[] {
  if (!step.uses?.startsWith('./')) return [];
  const folder = join(workspace, step.uses);
  const file = ['action.yml', 'action.yaml'].map((name) => join(folder, name)).find(existsSync);
  return file === undefined ? [] : (readPlainAction(file).runs.steps ?? []);
}
