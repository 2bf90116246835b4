import { z } from 'zod';
import { needsOf } from '../capability/job-needs.ts';
import { remembered } from '../remembered.ts';
import { type Ability, abilityOf } from '../runners/able-to-run.ts';
import { machineData, missingData } from '../runners/machine-data.ts';
import { jobsOnOwnRunners, type PlacedJob } from '../runners/placed-jobs.ts';
import { declaredPools, type RunnerPool, usedPools } from '../runners/runner-pool.ts';
import { contextReads } from '../workflow/context-reads.ts';
import { showLabelSet } from '../workflow/label-set.ts';
import type { Job } from '../workflow/model.ts';
import { expressionsIn } from '../workflow/node-expressions.ts';
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
      if (missing.length > 0) yield offence(placed, { on: spread.on, missing }, isDeclared);
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

function offence(
  { workflow, job }: PlacedJob,
  { on, missing }: { on: readonly RunnerPool[]; missing: readonly RunnerPool[] },
  isDeclared: boolean,
): Offence & { at: Place } {
  const exception = `If one runner is meant, name \`${workflow.path}#${job.id}\` under \`except\` of this rule in the policy.`;
  return {
    at: { source: workflow.source, span: (job.runsOn ?? job).span },
    job,
    message: isDeclared
      ? `Job \`${job.id}\` runs on ${names(on)} but not on ${names(missing)}, which can run it too.`
      : `Job \`${job.id}\` runs on ${names(on)} only, while other jobs use ${names(missing)}.`,
    remedy: isDeclared
      ? `${matrixRemedy(job, [...on, ...missing], missing)} ${exception}`
      : `Declare your runners with \`ci-warden init\`, and say what each provides, so that it is known which of them can run what. ${exception}`,
    related: [
      ...(job.strategy?.matrix === undefined
        ? []
        : [
            {
              at: { source: workflow.source, span: job.strategy.matrix.span },
              message: 'the matrix that it has',
            },
          ]),
      ...missing.flatMap(({ name, shownBy }) =>
        shownBy === undefined ? [] : [{ at: shownBy, message: `${name} is used here` }],
      ),
    ],
  };
}

function matrixRemedy(job: Job, all: readonly RunnerPool[], missing: readonly RunnerPool[]): string {
  const list = (pools: readonly RunnerPool[]) =>
    pools.map(({ labels }) => showLabelSet({ labels })).join(', ');
  if (reads(job, 'matrix')) return `Let the matrix lead to \`${list(missing)}\`, too.`;
  if (reads(job, 'inputs'))
    return `Let a caller pass \`${list(missing)}\`, too: a matrix in the calling job does it.`;
  const axis = `\`runner: [${list(all)}]\``;
  const how =
    job.strategy?.matrix === undefined
      ? `Give it \`strategy.matrix\` with ${axis}`
      : `Add the axis ${axis} to its matrix`;
  return `${how}, and \`runs-on\` the value \`matrix.runner\`.`;
}

/** Whether `runs-on` reads a context. */
function reads({ runsOn }: Job, context: string): boolean {
  if (runsOn === undefined) return false;
  return [...expressionsIn(runsOn)].some(({ source }) =>
    contextReads(source).some((read) => read.context === context),
  );
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
  const list = pools.map(({ name }) => name);
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
}
