import { z } from 'zod';
import { type LackedNeed, lackedNeeds } from '../runners/lacked-needs.ts';
import { jobsOnOwnRunners, type PlacedJob } from '../runners/placed-jobs.ts';
import { declaredPools } from '../runners/runner-pool.ts';
import { defineRule, type Offence, type Place } from './rule.ts';

export default defineRule({
  id: 'missing-runner-capability',
  severity: 'error',
  severityNote: 'error once runners declare what they provide; before that nothing',
  summary: 'A job needs what its runner does not provide',
  why: 'The job fails whenever that runner takes it.',
  remedy:
    'Let only runners that provide it take the job, or test for it in the job (`command -v …`) and skip the rest with a clear message.',
  details: [
    'A job needs `docker` for its container, its services and Docker actions, and `crun`, `pct` and others for the commands that its steps run; `capabilities` in the policy adds to that. Only runners that say what they `provides` are judged.',
    'A job that looks for the command itself (`command -v crun`) or installs it is left alone.',
  ],
  options: z.object({}),
  *repository({ repository }) {
    const pools = declaredPools(repository.policy).filter(
      (_, index) => repository.policy.runners[index]?.provides !== undefined,
    );
    if (pools.length === 0) return;
    for (const placed of jobsOnOwnRunners(repository)) {
      for (const lacked of lackedNeeds(placed, pools, repository)) yield offence(placed, lacked);
    }
  },
});

function offence({ workflow, job }: PlacedJob, { pool, need }: LackedNeed): Offence & { at: Place } {
  return {
    at: { source: workflow.source, span: (job.runsOn ?? job).span },
    job,
    key: `${need.capability} on ${pool.name}`,
    message: `Job \`${job.id}\` needs \`${need.capability}\` (${need.because}), which ${pool.name} does not provide.`,
    ...(need.byCommand !== true && {
      remedy:
        'Let only runners that provide it take the job: leave this one out of its labels or its matrix.',
    }),
    related: [{ at: need.at, message: `needs \`${need.capability}\`` }],
  };
}
