import { z } from 'zod';
import type { Repository } from '../audit/repository.ts';
import { needsOf } from '../capability/job-needs.ts';
import { remembered } from '../remembered.ts';
import { type Ability, abilityOf } from '../runners/able-to-run.ts';
import { lackedNeeds } from '../runners/lacked-needs.ts';
import { machineData, missingData } from '../runners/machine-data.ts';
import { matrixRemedy } from '../runners/matrix-remedy.ts';
import { jobsOnOwnRunners, type PlacedJob } from '../runners/placed-jobs.ts';
import { declaredPools, type RunnerPool, usedPools } from '../runners/runner-pool.ts';
import { twinsOn } from '../runners/twin-jobs.ts';
import { defineRule, type Offence, type Place } from './rule.ts';

const dataOf = remembered(machineData);

export default defineRule({
  id: 'missing-runner-matrix',
  severity: ({ runners }) => (runners.length > 0 ? 'error' : 'warning'),
  severityNote: 'error once runners are declared; before that a warning',
  summary: 'A job runs on one of your runners but not on every one that could run it',
  why: 'Its work queues behind one machine while another one idles, what differs between the machines goes untested, and when that one machine is down nothing runs.',
  remedy: 'Give the job a matrix over the label sets of all runners that can run it.',
  details: [
    'Before the policy declares runners, the label sets with `self-hosted` that jobs ask for stand for them. `ci-warden init` declares them, and keeps the rule a warning until each says what it provides.',
    'A runner can run a job if the system, architecture and accelerators in its labels fit, it `provides` what the job needs (Docker for containers, services and Docker actions; `crun`, `pct` and others by the commands that steps run), and the job uses no disk or device of its machine (`/mnt/disk1`, `/dev/ttyUSB0`, a volume) that no job on that runner uses.',
    'A job counts as a whole: a matrix that sends one mode to one runner and another mode to another one is a choice. Two jobs that do the same on a runner each are two offences, and the remedy is to make one job of them.',
    'A reusable workflow is judged by what its callers in the repository pass. What cannot be known, such as labels out of a variable, is a note once runners are declared, and nothing before.',
    'A job that is meant for one runner belongs under `except`, as in `release.yml#publish`.',
  ],
  options: z.object({}),
  *repository({ repository }) {
    const jobs = jobsOnOwnRunners(repository);
    const isDeclared = repository.policy.runners.length > 0;
    const pools = isDeclared ? declaredPools(repository.policy) : usedPools(jobs, repository);
    if (pools.length < 2) return;
    for (const placed of jobs) {
      const spread = spreadOf(placed, pools);
      if (!placed.runsOn.known) {
        if (isDeclared && spread.off.length > 0) yield unknownPlace(placed);
        continue;
      }
      if (spread.on.length === 0 || spread.off.length === 0) continue;
      const demands = {
        labelSets: placed.runsOn.labelSets.filter((set) => spread.on.some((pool) => pool.takes(set))),
        needs: needsOf(placed, repository, { labelSets: placed.runsOn.labelSets }),
      };
      const abilities = spread.off.map((pool) => {
        const ability = abilityOf(pool, demands);
        const lacking = ability.able === 'yes' ? missingData(placed, pool, jobs, dataOf) : undefined;
        return { pool, ability, lacking };
      });
      const missing = abilities
        .filter(({ ability, lacking }) => ability.able === 'yes' && lacking === undefined)
        .map(({ pool }) => pool);
      if (missing.length > 0)
        yield isDeclared
          ? declared(placed, { on: spread.on, missing }, { repository, jobs })
          : undeclared(placed, { on: spread.on, missing });
      else if (isDeclared) yield* unsure(placed, abilities);
    }
  },
});

interface Judged {
  readonly pool: RunnerPool;
  readonly ability: Ability;
  /** What is on a machine's disk, or plugged into it, no label tells: why the runner may lack it. */
  readonly lacking: string | undefined;
}

/** The first runner of which it isn't known whether it could run the job. */
function* unsure(
  placed: PlacedJob,
  abilities: readonly Judged[],
): Generator<Offence & { readonly at: Place }> {
  for (const { pool, ability, lacking } of abilities) {
    if (ability.able === 'no') continue;
    const because = ability.able === 'unknown' ? ability.because : lacking;
    if (because === undefined) continue;
    yield unknownAbility(placed, pool, { because, isOfData: lacking !== undefined });
    return;
  }
}

/** The runners that may get the job, and those that never do. */
function spreadOf(
  { runsOn }: PlacedJob,
  pools: readonly RunnerPool[],
): { on: readonly RunnerPool[]; off: readonly RunnerPool[] } {
  const gets = (pool: RunnerPool) => runsOn.labelSets.some((set) => pool.takes(set));
  return { on: pools.filter(gets), off: pools.filter((pool) => !gets(pool)) };
}

interface Missed {
  readonly on: readonly RunnerPool[];
  readonly missing: readonly RunnerPool[];
}

function undeclared(placed: PlacedJob, { on, missing }: Missed): Offence & { at: Place } {
  const { job } = placed;
  return {
    ...missed(placed, missing),
    message: `Job \`${job.id}\` runs on ${names(on)} only, while other jobs use ${names(missing)}.`,
    remedy: `Declare your runners with \`ci-warden init\`, and say what each provides, so that it is known which of them can run what. ${exceptionOf(placed)}`,
  };
}

/** Where a job can't run where it runs, `missing-runner-capability` says why; here it is not asked to stay there. */
function declared(
  placed: PlacedJob,
  { on, missing }: Missed,
  { repository, jobs }: { readonly repository: Repository; readonly jobs: readonly PlacedJob[] },
): Offence & { at: Place } {
  const { job } = placed;
  const unable = new Set([...lackedNeeds(placed, on, repository)].map(({ pool }) => pool));
  const able = on.filter((pool) => !unable.has(pool));
  const how = matrixRemedy(job, { able, missing });
  if (able.length === 0) {
    return {
      ...missed(placed, missing),
      message: `Job \`${job.id}\` runs on ${names(on)}, which cannot run it, but not on ${names(missing)}, which can.`,
      reason: 'It fails where it runs, while what could run it gets none of it.',
      remedy: how,
    };
  }
  const offence = {
    ...missed(placed, missing),
    message: `Job \`${job.id}\` runs on ${names(on)} but not on ${names(missing)}, which can run it too.`,
    remedy: `${how} ${exceptionOf(placed)}`,
  };
  const twins = twinsOn(placed, missing, jobs);
  if (twins.length === 0) return offence;
  return {
    ...offence,
    reason: 'Copies of one job drift apart, and each further runner needs one more.',
    remedy: `Make one job of ${listed([placed, ...twins].map((twin) => `\`${twin.job.id}\``))}. ${offence.remedy}`,
    related: [
      ...offence.related,
      ...twins.map((twin) => ({
        at: { source: twin.workflow.source, span: twin.job.idSpan },
        message: 'does the same there',
      })),
    ],
  };
}

function missed({ workflow, job }: PlacedJob, missing: readonly RunnerPool[]) {
  const { source } = workflow;
  const matrix = job.strategy?.matrix;
  return {
    at: { source, span: (job.runsOn ?? job).span },
    job,
    related: [
      ...(matrix === undefined
        ? []
        : [{ at: { source, span: matrix.span }, message: 'the matrix that it has' }]),
      ...missing.flatMap(({ name, shownBy }) =>
        shownBy === undefined ? [] : [{ at: shownBy, message: `${name} is used here` }],
      ),
    ],
  };
}

function exceptionOf({ workflow, job }: PlacedJob): string {
  return `If one runner is meant, name \`${workflow.path}#${job.id}\` under \`except\` of this rule in the policy.`;
}

function unknownPlace({ workflow, job, runsOn }: PlacedJob): Offence & { at: Place } {
  return {
    at: { source: workflow.source, span: (job.runsOn ?? job).span },
    job,
    key: 'unknown place',
    severity: 'note',
    message: `Whether job \`${job.id}\` runs on every runner that could run it cannot be known: ${runsOn.because ?? 'its labels are not known'}.`,
    remedy: 'Nothing, if what decides covers the runners; otherwise write the label sets into the workflow.',
  };
}

function unknownAbility(
  { workflow, job }: PlacedJob,
  pool: RunnerPool,
  { because, isOfData }: { readonly because: string; readonly isOfData: boolean },
): Offence & { at: Place } {
  const fix = isOfData
    ? `If ${pool.name} has it, too, or the job makes it itself, let a matrix lead there`
    : 'Say in the policy what the runner `provides`, and what needs it under `capabilities`';
  return {
    at: { source: workflow.source, span: (job.runsOn ?? job).span },
    job,
    key: 'unknown ability',
    severity: 'note',
    message: `Whether ${pool.name} could run job \`${job.id}\`, too, cannot be known: ${because}.`,
    remedy: `${fix}; if one runner is meant, name \`${workflow.path}#${job.id}\` under \`except\` of this rule.`,
  };
}

function names(pools: readonly RunnerPool[]): string {
  return listed(pools.map(({ name }) => name));
}

function listed(list: readonly string[]): string {
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
}
