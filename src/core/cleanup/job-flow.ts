import type { ExitTrap, TrapLoss } from '../shell/domain.ts';
import type { ShellPlace } from '../shell/script-text.ts';
import type { Ending } from '../workflow/condition.ts';
import type { Live, LiveContainers } from './container.ts';

/** Why a container may be there although its job has come this far. */
export interface Cause {
  readonly how: Ending;
  /** The name of the step that failed or was cancelled, or that made it, as people call it. */
  readonly step: string;
  /** The index of that step among the job's. */
  readonly index: number;
  /** What failed or was cancelled is the command itself that makes the container: perhaps it made none. */
  readonly isCreation?: true;
  /** The command of the step's script, where one is known. */
  readonly at?: ShellPlace;
  /** The EXIT trap was taken away while the container was there. */
  readonly loss?: TrapLoss;
  /** The EXIT trap is set only when the container is there already. */
  readonly lateTrap?: ExitTrap;
}

/** A container that may be there, and the first way in which that came to be. */
export interface Remaining {
  readonly live: Live;
  readonly cause: Cause;
}

/**
 * For each way in which a job's steps may have gone so far: the containers that may be there. Each is there once for
 * an ending, or once for each step in which the ending may have come, where a condition tells these apart.
 */
export interface JobFlow extends Readonly<Record<Ending, Map<string, Remaining>>> {
  readonly by: 'ending' | 'step';
}

export const endings: readonly Ending[] = ['success', 'failure', 'cancelled'];

export function emptyFlow(by: JobFlow['by']): JobFlow {
  return { by, success: new Map(), failure: new Map(), cancelled: new Map() };
}

/** A step's place in the flow of a job. */
export interface Passage {
  readonly flow: JobFlow;
  /** After which endings of the steps before it may run. */
  readonly runsAfter: readonly Ending[];
  /** Whether it runs on a way on which a container is there. */
  runsOn(ending: Ending, remaining: Remaining): boolean;
}

/** What may be there on the ways on which a step runs. */
export function* passing({
  flow,
  runsAfter,
  runsOn,
}: Passage): Iterable<Remaining & { ending: Ending; key: string }> {
  for (const ending of runsAfter)
    for (const [key, remaining] of [...flow[ending]])
      if (runsOn(ending, remaining)) yield { ...remaining, ending, key };
}

/** All containers that may be there where a step runs. */
export function entering(passage: Passage): LiveContainers {
  const facts = new Map<number, Live>();
  for (const { live } of passing(passage)) {
    const { id } = live.container;
    const before = facts.get(id);
    if (before?.isWithoutId === true) continue;
    if (before === undefined || live.state === 'running' || live.isWithoutId === true)
      facts.set(id, enteringStep(live));
  }
  return facts;
}

/** A new step is another clean-up, which nothing has ended yet. */
function enteringStep({ container, state, isWithoutId }: Live): Live {
  return { container, state, entered: true, ...(isWithoutId && { isWithoutId }) };
}

/** Adds a container to an ending, unless it is there already. */
export function add(flow: JobFlow, ending: Ending, remaining: Remaining): void {
  const { live, cause } = remaining;
  const { id } = live.container;
  const key = flow.by === 'ending' ? String(id) : `${id} ${cause.how} ${cause.index}`;
  if (!flow[ending].has(key)) flow[ending].set(key, remaining);
}
