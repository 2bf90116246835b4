import type { Piece } from './work.ts';

/** What a step does, and what it does to the setting of those after it. */
export interface StepWork {
  readonly pieces: readonly Piece[];
  /** The variables that it sets for itself and that may matter to programs. */
  readonly own?: ReadonlyMap<string, string>;
  /** The variables that its script sets for any of its commands. */
  readonly scripted?: ReadonlyMap<string, string>;
  /** Versions that its installs ask for by name, by package. */
  readonly pins?: ReadonlyMap<string, string>;
  /** Libraries that it installs by name. */
  readonly libraries?: ReadonlySet<string>;
  /** Packages that it installs on the system by name. */
  readonly system?: ReadonlySet<string>;
  /** The variables that it hands on to later steps. */
  readonly exports?: ReadonlyMap<string, string>;
  /** The version of a tool chain, by the action that sets it up. */
  readonly tool?: readonly [string, string];
  /** Another tree than the commit at hand that it checks out. */
  readonly tree?: string;
}
