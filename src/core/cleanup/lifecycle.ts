import type { Repository } from '../audit/repository.ts';
import type { ShellPlace } from '../shell/script-text.ts';
import type { SymbolTable } from '../shell/symbols.ts';
import { conditionHolds } from '../workflow/condition.ts';
import type { Job, Workflow } from '../workflow/model.ts';
import type { JobRun } from './job-run.ts';
import type { LifecycleDomain, RuntimeCall } from './lifecycle-domain.ts';
import type { Runtime } from './runtime.ts';
import { sameText } from './same-text.ts';
import { type Subject, suppose } from './suppose.ts';

/** The stages of a container's life that a test can go through. */
export const lifecycleStages = ['guard', 'create', 'start', 'state', 'stop', 'delete', 'gone'] as const;

/**
 * `guard`: without the runtime the job succeeds with a message, and touches no container. `stop`: `kill … TERM`.
 * `gone`: a container that is still there after its deletion makes the job fail.
 */
export type LifecycleStage = (typeof lifecycleStages)[number];

/** How far a job takes a container of a runtime through its life, in an order that works. */
export interface Lifecycle {
  readonly runtime: Runtime;
  readonly job: Job;
  /** The stages that it goes through, each with a command that does so. */
  readonly stages: ReadonlyMap<LifecycleStage, ShellPlace>;
  /** Whether any command of the runtime that does more than ask for its version is reached. */
  readonly isUsed: boolean;
}

/**
 * The job of a workflow that takes a container of the runtime furthest; undefined where no job calls the runtime, or
 * where GitHub would refuse the file. Only what runs when all goes well counts, and only for the container created.
 */
export function lifecycleOf(
  workflow: Workflow,
  runtime: Runtime,
  repository: Pick<Repository, 'file'>,
): Lifecycle | undefined {
  if (workflow.problems.length > 0) return undefined;
  const each = workflow.jobs
    .map((job) => jobLifecycle({ workflow, job, runtime, repository }))
    .filter((lifecycle) => lifecycle.isUsed);
  return each.toSorted((one, other) => other.stages.size - one.stages.size)[0];
}

function jobLifecycle(subject: Subject): Lifecycle {
  const { job, runtime } = subject;
  const usual = suppose(subject, { installed: true, lingers: false });
  const calls = usual.domain.calls.filter((call) => runsOnSuccess(call, job));
  const stages = longestChain(calls, usual.domain.symbols);
  const isUsed = calls.some((call) => call.does !== 'other');
  if (!isUsed) return { runtime, job, stages, isUsed };
  const guard = guardOf(subject, usual);
  if (guard !== undefined) stages.set('guard', guard);
  const { lookedAfter } = usual.domain;
  if (stages.has('delete') && lookedAfter !== undefined && usual.succeeds) {
    const lingering = suppose(subject, { installed: true, lingers: true });
    if (!lingering.succeeds) stages.set('gone', lookedAfter);
  }
  return { runtime, job, stages, isUsed };
}

function runsOnSuccess({ step }: RuntimeCall, job: Job): boolean {
  return conditionHolds(job.steps[step]?.if, 'success') !== 'no';
}

/** Where the job looks for the runtime, if all is well without it, and it says so. */
function guardOf(subject: Subject, usual: JobRun<LifecycleDomain>): ShellPlace | undefined {
  const missing = suppose(subject, { installed: false, lingers: false });
  const { domain } = missing;
  const touched = domain.calls.some((call) => call.does === 'create' || call.does === 'start');
  const [place] = domain.guards;
  if (domain.installs) return place ?? usual.domain.calls[0]?.at;
  const says = [...domain.said.keys()].some((key) => usual.domain.said.get(key) !== false);
  return missing.succeeds && !touched && says ? (place ?? usual.domain.calls[0]?.at) : undefined;
}

/** Each is compared with all that follow: a job that calls a runtime more often was made to take long. */
const mostCalls = 500;

/** The longest way of one container through its stages among the calls. */
function longestChain(all: readonly RuntimeCall[], symbols: SymbolTable): Map<LifecycleStage, ShellPlace> {
  const calls = all.slice(0, mostCalls);
  let longest = new Map<LifecycleStage, ShellPlace>();
  for (const [index, call] of calls.entries()) {
    if (call.does !== 'create') continue;
    const later = calls.slice(index + 1).filter(({ names }) => isAbout(names, call.names, symbols));
    const chain = chainOf(call, later);
    if (chain.size > longest.size) longest = chain;
  }
  return longest;
}

function isAbout(names: readonly string[], made: readonly string[], symbols: SymbolTable): boolean {
  if (names.length === 0 || made.length === 0) return true;
  return names.some((one) => made.some((other) => sameText(one, other, symbols) !== 'no'));
}

function chainOf(create: RuntimeCall, later: readonly RuntimeCall[]): Map<LifecycleStage, ShellPlace> {
  const chain = new Map<LifecycleStage, ShellPlace>([['create', create.at]]);
  let from = 0;
  const next = (stage: LifecycleStage, is: (call: RuntimeCall) => boolean) => {
    const at = later.findIndex((call, index) => index >= from && is(call));
    const found = later[at];
    if (found === undefined) return;
    chain.set(stage, found.at);
    from = at + 1;
  };
  if (create.runs) chain.set('start', create.at);
  else next('start', (call) => call.does === 'start');
  if (chain.has('start')) next('stop', (call) => call.does === 'stop' && call.asksToEnd);
  next('delete', (call) => call.does === 'remove');
  const deleted = later.findIndex((call) => call.at === chain.get('delete'));
  const look = later.slice(0, deleted < 0 ? undefined : deleted).find((call) => call.does === 'look');
  if (look !== undefined) chain.set('state', look.at);
  return chain;
}
