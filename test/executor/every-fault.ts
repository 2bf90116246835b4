import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, pointsOf } from './fault.ts';
import { type PlainDefaults, type PlainStep, type PlainWorkflow, readPlainAction } from './workflow-file.ts';

/** Every fault that may strike a job: at each point of each step, within its local composite actions too. */
export function everyFault(workflow: PlainWorkflow, jobId: string, workspace: string): readonly Fault[] {
  const job = workflow.jobs[jobId];
  const defaults = { ...workflow.defaults?.run, ...job?.defaults?.run };
  const places = placesOf(job?.steps ?? [], '', defaults, workspace);
  return places.flatMap((place) => [
    { ...place, kind: 'failure' as const },
    { ...place, kind: 'cancellation' as const },
  ]);
}

type Place = Omit<Fault, 'kind'>;

function placesOf(
  steps: readonly PlainStep[],
  prefix: string,
  defaults: PlainDefaults,
  workspace: string,
): Place[] {
  return steps.flatMap((step, index) => {
    const place = `${prefix}${index}`;
    const own = pointsOf(step, step.shell ?? defaults.shell).map((point) => ({ step: place, point }));
    return [...own, ...placesOf(compositeSteps(step, workspace), `${place}.`, {}, workspace)];
  });
}

function compositeSteps(step: PlainStep, workspace: string): readonly PlainStep[] {
  if (!step.uses?.startsWith('./')) return [];
  const folder = join(workspace, step.uses);
  const file = ['action.yml', 'action.yaml'].map((name) => join(folder, name)).find(existsSync);
  return file === undefined ? [] : (readPlainAction(file).runs.steps ?? []);
}
