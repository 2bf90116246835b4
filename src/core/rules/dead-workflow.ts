import { z } from 'zod';
import type { Repository } from '../audit/repository.ts';
import { conditionHolds, neverHolds } from '../workflow/condition.ts';
import type { Contexts } from '../workflow/contexts.ts';
import { workflowContexts } from '../workflow/job-contexts.ts';
import type { Job, ScalarNode, Workflow } from '../workflow/model.ts';
import { whyNeverFires } from '../workflow/never-fires.ts';
import { defineRule, type Offence } from './rule.ts';

export default defineRule({
  id: 'dead-workflow',
  severity: 'warning',
  summary: 'A workflow can never do work',
  why: 'It looks like a check that is there, is read and kept up like one, and checks nothing.',
  remedy: 'Delete the file (git keeps it), or let it run again.',
  details: [
    "Dead is a workflow none of whose events ever comes (filters that match nothing, a `workflow_run` of a workflow that isn't there), or none of whose jobs ever does anything (conditions that are never true, jobs that need such jobs).",
    'One that runs in another repository only, by a condition on its name, is not dead.',
  ],
  options: z.object({}),
  *workflow({ repository, workflow }) {
    yield* deadTriggers(workflow, repository);
    yield* deadJobs(workflow);
  },
});

/** Every event of the workflow is one that never comes. */
function* deadTriggers(workflow: Workflow, repository: Repository): Generator<Offence> {
  const reasons = workflow.on.map((trigger) => whyNeverFires(trigger, repository));
  const [trigger] = workflow.on;
  const [reason] = reasons;
  if (trigger === undefined || reason === undefined || reasons.includes(undefined)) return;
  yield { at: trigger.span, key: 'triggers', message: `This workflow never starts: ${reason}.` };
}

/** Each job, or each of its steps, has a condition that is never true, or needs such a job. */
function* deadJobs(workflow: Workflow): Generator<Offence> {
  const contexts = workflowContexts(workflow);
  const dead = new Map<Job, ScalarNode | undefined>();
  for (let grows = true; grows; ) {
    const before = dead.size;
    for (const job of workflow.jobs) {
      const cause = dead.has(job) ? undefined : causeOfDeath(job, contexts, [...dead.keys()]);
      if (cause !== undefined) dead.set(job, cause.at);
    }
    grows = dead.size > before;
  }
  if (dead.size === 0 || dead.size < workflow.jobs.length) return;
  const first = [...dead.values()].find((node) => node !== undefined);
  yield {
    at: first ?? workflow.jobs[0]?.idSpan ?? { start: 0, end: 0 },
    key: 'jobs',
    message:
      dead.size === 1
        ? 'The only job of this workflow never does anything: its condition is never true.'
        : `None of the ${dead.size} jobs of this workflow ever does anything: their conditions are never true.`,
  };
}

function causeOfDeath(
  job: Job,
  contexts: Contexts,
  dead: readonly Job[],
): { at: ScalarNode | undefined } | undefined {
  if (neverHolds(job.if, contexts)) return { at: job.if };
  const needsDead = job.needs.some((need) =>
    dead.some(({ id }) => id.toLowerCase() === need.text.toLowerCase()),
  );
  // What a job needs counts as skipped then: only a status function in its own condition lets it run nevertheless.
  if (
    needsDead &&
    conditionHolds(job.if, 'failure', contexts) === 'no' &&
    conditionHolds(job.if, 'cancelled', contexts) === 'no'
  ) {
    return { at: undefined };
  }
  const idle =
    job.uses === undefined &&
    job.steps.length > 0 &&
    job.steps.every((step) => neverHolds(step.if, contexts));
  return idle ? { at: job.steps[0]?.if } : undefined;
}
