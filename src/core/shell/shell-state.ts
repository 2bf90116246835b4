import type { CompoundCommand, CompoundList, Redirected } from 'unbash';
import type { ExitTrap, ScriptEnd, TrapLoss } from './domain.ts';
import type { Layered } from './layered.ts';
import type { ScriptText } from './script-text.ts';

/** What a variable may hold: one of several texts, or the items of an array. */
export type Variable =
  | { readonly kind: 'text'; readonly values: readonly string[] }
  | { readonly kind: 'array'; readonly items: readonly string[] };

/** A function that the script defined, with the text that it stands in. */
export interface ShellFunction {
  readonly body: CompoundCommand | Redirected | CompoundList;
  readonly script: ScriptText;
}

/** An EXIT trap with what it runs. */
export interface TrapAction extends ExitTrap {
  readonly action: ScriptText;
}

/** Where output goes: pieces of text, `undefined` for what cannot be known. */
export type Sink = (string | undefined)[];

/** What is true at a point of a script. */
export interface ShellState<Facts> {
  /** Takes the ends of the process: the script's own, or those of a subshell. */
  readonly ends: ScriptEnd<Facts>[];
  readonly parent: ShellState<Facts> | undefined;
  readonly variables: Layered<Variable>;
  readonly functions: Layered<ShellFunction>;
  /** `$0`, `$1`, … */
  readonly positional: readonly string[];
  readonly script: ScriptText;
  facts: Facts;
  trap: TrapAction | undefined;
  loss: TrapLoss | undefined;
  errexit: boolean;
  pipefail: boolean;
  /** Below the repository's root; undefined where it cannot be known. */
  cwd: string | undefined;
  readonly stdout: Sink | undefined;
  readonly stdin: string | undefined;
  /** `set -e` does not see a failure here (a condition, the left of `&&`). */
  readonly tolerant: boolean;
  readonly conditional: boolean;
  readonly background: boolean;
  readonly returns: { readonly facts: Facts; readonly fails: boolean }[];
  readonly breaks: Facts[];
}
