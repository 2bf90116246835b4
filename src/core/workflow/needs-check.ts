import { nearestName } from '../policy/nearest-name.ts';
import type { Job, ScalarNode, WorkflowProblem } from './model.ts';

/** Jobs that can never start: they need a job that is not there, or each other. Ids are compared without regard to case. */
export function* checkNeeds(jobs: readonly Job[]): Generator<WorkflowProblem> {
  const [first] = jobs;
  if (first !== undefined && jobs.every((job) => job.needs.length > 0)) {
    yield problem('The workflow must contain at least one job with no dependencies.', first.idSpan);
    return;
  }
  const ids = new Set(jobs.map((job) => key(job.id)));
  const starting = startingJobs(jobs);
  for (const job of jobs) {
    if (starting.has(key(job.id))) continue;
    for (const need of job.needs) {
      const wanted = key(need.text);
      if (!ids.has(wanted)) yield unknownNeed(job, need, jobs);
      else if (!starting.has(wanted)) yield cycle(job, need);
    }
  }
}

/** The ids of the jobs that start once all that they need is done. */
function startingJobs(jobs: readonly Job[]): ReadonlySet<string> {
  const dependants = new Map<string, Job[]>();
  const missing = new Map<Job, number>();
  const ready: Job[] = [];
  for (const job of jobs) {
    const needs = new Set(job.needs.map((need) => key(need.text)));
    missing.set(job, needs.size);
    if (needs.size === 0) ready.push(job);
    for (const need of needs) dependants.set(need, [...(dependants.get(need) ?? []), job]);
  }
  const starting = new Set<string>();
  for (let job = ready.pop(); job !== undefined; job = ready.pop()) {
    if (starting.has(key(job.id))) continue;
    starting.add(key(job.id));
    for (const dependant of dependants.get(key(job.id)) ?? []) {
      const left = (missing.get(dependant) ?? 0) - 1;
      missing.set(dependant, left);
      if (left === 0) ready.push(dependant);
    }
  }
  return starting;
}

function unknownNeed(job: Job, need: ScalarNode, jobs: readonly Job[]): WorkflowProblem {
  const meant = nearestName(
    need.text,
    jobs.filter((other) => other !== job).map((other) => other.id),
  );
  const message = `Job '${job.id}' depends on unknown job '${need.text}'.`;
  const remedy = meant === undefined ? 'Name a job of this file, by its key.' : `Did you mean \`${meant}\`?`;
  return { ...problem(message, need.span), remedy };
}

function cycle(job: Job, need: ScalarNode): WorkflowProblem {
  const message = `Job '${job.id}' depends on job '${need.text}' which creates a cycle in the dependency graph.`;
  return { ...problem(message, need.span), remedy: 'Take one `needs` out of the circle.' };
}

function key(id: string): string {
  return id.toLowerCase();
}

function problem(message: string, span: WorkflowProblem['span']): WorkflowProblem {
  return { kind: 'schema', message, span };
}
