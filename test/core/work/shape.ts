import { parse, stringify } from 'yaml';
import { baseWorkflows } from './base-workflows.ts';

export type Yaml = string | number | boolean | null | Yaml[] | { [key: string]: Yaml };
export type Step = { [key: string]: Yaml };
export interface JobShape {
  [key: string]: Yaml | undefined;
  steps: Step[];
}

/** A workflow file as values that a test may change. */
export interface WorkflowShape {
  [key: string]: Yaml | undefined | { [id: string]: JobShape };
  jobs: { [id: string]: JobShape };
}

/** A fresh copy of a base workflow. */
export function baseShape(name: string): WorkflowShape {
  return parse(baseWorkflows[name] ?? '') as WorkflowShape;
}

/** The shape as a file. */
export function textOf(shape: WorkflowShape): string {
  return stringify(shape, { lineWidth: 0 });
}

/** The shape with another function applied to each job. */
export function mapJobs(
  shape: WorkflowShape,
  change: (job: JobShape, id: string) => JobShape,
): WorkflowShape {
  const jobs = Object.entries(shape.jobs).map(([id, job]) => [id, change(job, id)] as const);
  return { ...shape, jobs: Object.fromEntries(jobs) };
}

/** The shape with another function applied to each step: one step may become several, or none. */
export function mapSteps(shape: WorkflowShape, change: (step: Step) => Step | Step[]): WorkflowShape {
  return mapJobs(shape, (job) => ({ ...job, steps: job.steps.flatMap<Step>(change) }));
}

/** The shape with another function applied to each script. */
export function mapScripts(shape: WorkflowShape, change: (script: string) => string): WorkflowShape {
  return mapSteps(shape, (step) =>
    typeof step.run === 'string' ? { ...step, run: change(step.run) } : step,
  );
}

/** The same for the scripts that certainly run in bash. */
export function mapBashScripts(shape: WorkflowShape, change: (script: string) => string): WorkflowShape {
  return mapJobs(shape, (job) =>
    JSON.stringify(job['runs-on']).includes('matrix')
      ? job
      : { ...job, steps: mapScripts({ jobs: { job } }, change).jobs.job?.steps ?? [] },
  );
}

/** The shape with another function applied to each text, keys left alone. */
export function mapTexts(shape: WorkflowShape, change: (text: string) => string): WorkflowShape {
  const visit = (value: Yaml): Yaml => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(visit);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner)]));
  };
  return visit(shape as Yaml) as WorkflowShape;
}
