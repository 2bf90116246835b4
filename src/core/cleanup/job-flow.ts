import type { ExitTrap, TrapLoss } from '../shell/domain.ts';
import type { ShellPlace } from '../shell/script-text.ts';
import type { Ending } from '../workflow/condition.ts';
import type { Live, LiveContainers } from './container.ts';

/** Why a container may be there although its job has come this far. */
export interface Cause {
  readonly how: Ending;
  /** The name of the step that failed or was cancelled, or that made it, as people call it. */
  readonly step: string;
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

/** For each way in which a job's steps may have gone so far: the containers that may be there. */
export type JobFlow = Readonly<Record<Ending, Map<number, Remaining>>>;

export const endings: readonly Ending[] = ['success', 'failure', 'cancelled'];

export function emptyFlow(): JobFlow {
  return { success: new Map(), failure: new Map(), cancelled: new Map() };
}

/** All containers that may be there where a step runs that runs after these endings. */
export function entering(flow: JobFlow, runsAfter: readonly Ending[]): LiveContainers {
  const facts = new Map<number, Live>();
  for (const ending of runsAfter)
    for (const [id, { live }] of flow[ending])
      if (!facts.has(id) || live.state === 'running') facts.set(id, { ...live, entered: true });
  return facts;
}

/** Adds a container to an ending, unless it is there already. */
export function add(flow: JobFlow, ending: Ending, remaining: Remaining): void {
  const { id } = remaining.live.container;
  if (!flow[ending].has(id)) flow[ending].set(id, remaining);
}
