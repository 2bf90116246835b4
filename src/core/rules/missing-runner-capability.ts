import { z } from 'zod';
import type { Repository } from '../audit/repository.ts';
import type { CapabilityNeed } from '../capability/capability-need.ts';
import { needsOf } from '../capability/job-needs.ts';
import { jobsOnOwnRunners, type PlacedJob } from '../runners/placed-jobs.ts';
import { declaredPools, type RunnerPool } from '../runners/runner-pool.ts';
import { conditionHolds } from '../workflow/condition.ts';
import type { Contexts } from '../workflow/contexts.ts';
import { withLeg, workflowContexts } from '../workflow/job-contexts.ts';
import { possibleValues } from '../workflow/resolved.ts';
import type { LegRunsOn } from '../workflow/runs-on.ts';
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
      if (!mayLack(placed, pools, repository)) continue;
      const told = new Set<string>();
      for (const { pool, leg } of landings(placed, pools)) {
        const { needs, lookedFor } = needsOf(placed, repository, {
          labelSets: placed.runsOn.labelSets,
          runs: (step) => mayRun(step.if, legContexts(placed, leg)),
        });
        for (const need of needs) {
          const key = `${need.capability} on ${pool.name}`;
          if (pool.provides(need.capability) !== 'no' || lookedFor.has(need.capability) || told.has(key))
            continue;
          told.add(key);
          yield offence(placed, pool, need);
        }
      }
    }
  },
});

/** Spares looking at each leg where no runner lacks anything that any step needs. */
function mayLack(placed: PlacedJob, pools: readonly RunnerPool[], repository: Repository): boolean {
  const { needs } = needsOf(placed, repository, { labelSets: placed.runsOn.labelSets });
  return needs.some(({ capability }) => pools.some((pool) => pool.provides(capability) === 'no'));
}

/** Each runner that may take a leg of the job. */
function* landings(
  { runsOn }: PlacedJob,
  pools: readonly RunnerPool[],
): Generator<{ pool: RunnerPool; leg: LegRunsOn }> {
  for (const leg of runsOn.legs) {
    for (const pool of pools)
      if (possibleValues(leg.labels).some((set) => pool.takes(set))) yield { pool, leg };
  }
}

function legContexts({ workflow }: PlacedJob, { leg }: LegRunsOn): Contexts {
  const contexts = workflowContexts(workflow);
  return leg.size === 0 ? contexts : withLeg(contexts, leg);
}

function mayRun(condition: Parameters<typeof conditionHolds>[0], contexts: Contexts): boolean {
  return (['success', 'failure', 'cancelled'] as const).some(
    (ending) => conditionHolds(condition, ending, contexts) !== 'no',
  );
}

function offence(
  { workflow, job }: PlacedJob,
  pool: RunnerPool,
  need: CapabilityNeed,
): Offence & { at: Place } {
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
