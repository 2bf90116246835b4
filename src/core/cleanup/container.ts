import type { ShellPlace } from '../shell/script-text.ts';
import type { Creation } from './container-action.ts';
import type { Store } from './store.ts';

/** A container (or a compose project's) that a command of a job makes. */
export interface Container {
  readonly id: number;
  readonly made: Creation;
  readonly store: Store;
  /** The code of the symbol that stands for the id that the runtime prints. */
  readonly token: string;
  readonly at: ShellPlace;
  /** When it was made, on the machine's clock. */
  readonly time: number;
  /** The index of the job's step that makes it. */
  readonly step: number;
}

/**
 * How a container is at a point of a script. `removed-unforced`: removed without force, perhaps while it ran.
 * `perhaps-gone`: something that cannot be read here may have removed it.
 */
export type ContainerState = 'running' | 'created' | 'stopped' | 'removed-unforced' | 'perhaps-gone';

const there: ReadonlySet<ContainerState> = new Set(['running', 'created', 'stopped']);

/** Whether it is there for certain, as far as can be known. */
export function isThere(live: Live | undefined): live is Live {
  return live !== undefined && live.isRemovedAfterRisk !== true && there.has(live.state);
}

/** A container that may be there at a point of a script. */
export interface Live {
  readonly container: Container;
  readonly state: ContainerState;
  /** It was made by an earlier step. */
  readonly entered: boolean;
  /** The script that made it ended before it told its id to later steps. */
  readonly isWithoutId?: true;
  /** A command of the clean-up that may fail, and then ends it before the container is removed. */
  readonly risk?: ShellPlace;
  /** It is removed behind that command, so that it is there only where the command fails. */
  readonly isRemovedAfterRisk?: true;
}

/** The containers that may be there, by id. */
export type LiveContainers = ReadonlyMap<number, Live>;
