import type { Call } from '../shell/domain.ts';

/** The words of a command, and what else a reader of commands needs. */
export interface Words {
  readonly texts: readonly string[];
  readonly call: Call;
  /** Whether a word is nothing but a symbol, without quotes around it: it may stand for several words or none. */
  isOpen(index: number): boolean;
}
