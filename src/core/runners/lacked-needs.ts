import type { Repository } from '../audit/repository.ts';
import type { CapabilityNeed } from '../capability/capability-need.ts';
import { needsOf } from '../capability/job-needs.ts';
import { conditionHolds } from '../workflow/condition.ts';
import type { Contexts } from '../workflow/contexts.ts';
import { withLeg, workflowContexts } from '../workflow/job-contexts.ts';
import { possibleValues } from '../workflow/resolved.ts';
import type { LegRunsOn } from '../workflow/runs-on.ts';
import type { PlacedJob } from './placed-jobs.ts';
import type { RunnerPool } from './runner-pool.ts';

/** What a job needs that a runner which may take it says it does not provide. */
export interface LackedNeed {
  readonly pool: RunnerPool;
  readonly need: CapabilityNeed;
}

/** Each capability that a job needs and doesn't look for, with each of the runners that may take it and lack it; once. */
export function* lackedNeeds(
  placed: PlacedJob,
  pools: readonly RunnerPool[],
  repository: Repository,
): Generator<LackedNeed> {
  if (!mayLack(placed, pools, repository)) return;
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
      yield { pool, need };
    }
  }
}

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
