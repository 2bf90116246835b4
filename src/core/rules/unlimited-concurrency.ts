import { z } from 'zod';
import type { Policy } from '../policy/policy.ts';
import { decidedByName } from '../runners/decided-by-name.ts';
import { jobsOnOwnRunners, type PlacedJob } from '../runners/placed-jobs.ts';
import { type CallIndex, callIndex } from '../workflow/callers.ts';
import { limitsRuns } from '../workflow/concurrency.ts';
import { showLabelSet } from '../workflow/label-set.ts';
import type { Workflow } from '../workflow/model.ts';
import { possibleValues } from '../workflow/resolved.ts';
import { runnerKind } from '../workflow/runner-kind.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'unlimited-concurrency',
  severity: 'warning',
  summary: 'A workflow on self-hosted runners does not limit how many of its runs go on at once',
  why: 'Three quick pushes are three full runs on the same few machines: the newest, which alone counts, waits for those that nobody needs any more, and runs that share a host disturb each other.',
  remedy:
    'Add `concurrency` with `group: ${{ github.workflow }}-${{ github.ref }}` and `cancel-in-progress: true`; where a run must not be cut short, as in a deployment, `false`.',
  details: [
    '`concurrency` of the workflow counts, that of each job on a self-hosted runner, and that of whoever calls a reusable workflow.',
    'A group that is another one in each run limits nothing: `github.run_id`, or `github.head_ref || github.run_id` where no pull request starts the workflow.',
  ],
  options: z.object({}),
  *repository({ repository }) {
    const own = jobsOnOwnRunners(repository).filter(
      ({ workflow, job, runsOn }) =>
        !limitsRuns(job.concurrency, workflow) &&
        runsOn.labelSets.some((set) => runnerKind(set, repository.policy) === 'self-hosted'),
    );
    const index = callIndex(repository.workflows);
    const told = new Set<string>();
    const certain = new Set(own.filter((placed) => isCertain(placed, repository.policy)));
    for (const placed of new Set([...certain, ...own])) {
      for (const workflow of startedWith(placed.workflow, index)) {
        if (told.has(workflow.path)) continue;
        told.add(workflow.path);
        yield certain.has(placed) ? offence(workflow, placed) : doubtful(offence(workflow, placed));
      }
    }
  },
});

/** The workflows that an event starts, of which this one's jobs are part: itself, or those that call it without a limit. */
function startedWith(
  workflow: Workflow,
  index: CallIndex,
  through: readonly Workflow[] = [],
): readonly Workflow[] {
  if (limitsRuns(workflow.concurrency, workflow) || through.includes(workflow)) return [];
  const byItself = workflow.on.some(({ event }) => event !== 'workflow_call') ? [workflow] : [];
  const callers = (index.get(workflow.path) ?? []).filter(
    (caller) => !limitsRuns(caller.job.concurrency, caller.workflow),
  );
  return [
    ...byItself,
    ...callers.flatMap((caller) => startedWith(caller.workflow, index, [...through, workflow])),
  ];
}

/** Files that two repositories share may choose by the repository's name, which is not known here. */
function isCertain({ job, runsOn }: PlacedJob, policy: Policy): boolean {
  if (!decidedByName(job)) return true;
  const sets = runsOn.legs.map(({ labels }) => possibleValues(labels));
  return sets.some((some) => some.every((set) => runnerKind(set, policy) === 'self-hosted'));
}

function doubtful(certain: ReturnType<typeof offence>) {
  const why =
    "whether the repository's name, which decides, brings it to a self-hosted runner cannot be known";
  return {
    ...certain,
    severity: 'note' as const,
    message: certain.message.replace(/\.$/, `; ${why}.`),
    related: certain.related.map(({ at }) => ({ at, message: 'chooses the runner' })),
  };
}

function offence(workflow: Workflow, { workflow: runner, job, runsOn }: PlacedJob) {
  const labels = runsOn.labelSets.map((set) => `\`${showLabelSet(set)}\``).join(', ');
  const useless = workflow.concurrency ?? (runner === workflow ? job.concurrency : undefined);
  const what =
    useless === undefined
      ? 'has no `concurrency`'
      : 'its `concurrency` limits nothing: the group is another one in each run';
  return {
    at: { source: workflow.source, span: useless?.span ?? workflow.onSpan ?? { start: 0, end: 0 } },
    message:
      runner === workflow
        ? `This workflow runs on ${labels} (job \`${job.id}\`) and ${what}.`
        : `This workflow calls job \`${job.id}\` of \`${runner.path}\`, which runs on ${labels}, and ${what}.`,
    ...(useless !== undefined && {
      remedy:
        'Let the group say what is to run once at a time, as `${{ github.workflow }}-${{ github.ref }}` does.',
    }),
    related: [
      {
        at: { source: runner.source, span: (job.runsOn ?? job).span },
        message: 'runs on a self-hosted runner',
      },
    ],
  };
}
