import type { PlacedJob } from '../runners/placed-jobs.ts';
import { conditionHolds } from '../workflow/condition.ts';
import { contextReads } from '../workflow/context-reads.ts';
import type { Contexts, PartlyKnown } from '../workflow/contexts.ts';
import type { Json } from '../workflow/json-value.ts';
import type { Job, ScalarNode, Workflow } from '../workflow/model.ts';
import { expressionsIn } from '../workflow/node-expressions.ts';
import type { ForkCode } from './takes-fork-code.ts';

const fork = 'somebody/fork';
const base = 'owner/repository';

/** What is known of the `github` context where the pull request comes from a fork. */
const ofFork = new Map<string, Json>(
  Object.entries({
    'event.pull_request.head.repo.fork': true,
    'event.pull_request.head.repo.full_name': fork,
    'event.pull_request.head.repo.owner.login': 'somebody',
    'event.pull_request.head.user.login': 'somebody',
    'event.pull_request.head.repo.private': false,
    'event.pull_request.base.repo.full_name': base,
    'event.pull_request.base.repo.owner.login': 'owner',
    'event.pull_request.base.repo.fork': false,
    'event.workflow_run.head_repository.full_name': fork,
    'event.workflow_run.head_repository.fork': true,
    'event.workflow_run.head_repository.owner.login': 'somebody',
    'event.repository.full_name': base,
    'event.repository.owner.login': 'owner',
  }),
);

const baseNames: readonly [string, string][] = [
  ['repository', base],
  ['repository_owner', 'owner'],
];

/** People who decide: labels, associations, names, approvals of an environment. */
const humanGate = /label|association|actor|sender|user\.login|permission|review/i;

/** Whether a job's condition, and those of the jobs that it needs, keep a fork's pull request out. */
export function forkGate({ workflow, job }: PlacedJob, code: ForkCode): 'open' | 'closed' | 'unknown' {
  const contexts = contextsOfFork(code.event);
  // A status function in its own condition lets a job run whatever became of those it needs.
  const waits = conditionHolds(job.if, 'failure', contexts) === 'no';
  const chain = waits ? [job, ...neededBy(job, workflow)] : [job];
  const conditions = [...chain.map((one) => one.if), code.step?.if];
  if (conditions.some((condition) => conditionHolds(condition, 'success', contexts) === 'no'))
    return 'closed';
  const decided = chain.some((one) => one.environment !== undefined) || conditions.some(asksPeople);
  return decided ? 'unknown' : 'open';
}

/** What a fork's pull request brings; `names` of the base repository where they are compared with a fork's. */
export function contextsOfFork(event: string, names: readonly [string, string][] = baseNames): Contexts {
  const known: PartlyKnown = {
    values: new Map([
      ['event_name', { kind: 'known', value: event }],
      ...names.map(([name, value]) => [name, { kind: 'known', value }] as const),
    ]),
    others: { kind: 'unknown', because: '' },
    deep: ofFork,
  };
  return new Map([['github', known]]);
}

function neededBy(job: Job, workflow: Workflow, seen = new Set<Job>()): readonly Job[] {
  return job.needs.flatMap((need) => {
    const needed = workflow.jobs.find(({ id }) => id.toLowerCase() === need.text.toLowerCase());
    if (needed === undefined || seen.has(needed)) return [];
    seen.add(needed);
    return [needed, ...neededBy(needed, workflow, seen)];
  });
}

function asksPeople(condition: ScalarNode | undefined): boolean {
  if (condition === undefined) return false;
  const sources = condition.text.includes('${{')
    ? [...expressionsIn(condition)].map(({ source }) => source)
    : [condition.text];
  return sources.some((source) =>
    contextReads(source).some(({ context, path }) => context === 'github' && humanGate.test(path.join('.'))),
  );
}
