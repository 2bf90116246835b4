import type { Piece } from './work.ts';

/** What a step does, and what it does to the setting of those after it. */
export interface StepWork {
  readonly pieces: readonly Piece[];
  /** The variables that it sets for itself and that may matter to programs. */
  readonly own?: ReadonlyMap<string, string>;
  /** Versions that its installs ask for by name, by package. */
  readonly pins?: ReadonlyMap<string, string>;
  /** Libraries that it installs by name. */
  readonly libraries?: ReadonlySet<string>;
  /** The version of a tool chain, by the action that sets it up. */
  readonly tool?: readonly [string, string];
  /** Another tree than the commit at hand that it checks out. */
  readonly tree?: string;
}
