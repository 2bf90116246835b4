import type { Word } from 'unbash';
import type { ShellPlace } from './script-text.ts';

/** A word of a command after expansion. */
export interface Field {
  /** The text, with symbols' codes for what is not known. */
  readonly value: string;
  /** The word that it came from. */
  readonly word: Pick<Word, 'pos' | 'end'>;
}

/** The user that a command runs as, seen from the user that the script was started by; `unknown` where either is possible. */
export type ShellUser = 'own' | 'root' | 'unknown';

/** A command as it runs: wrappers are off, words expanded. */
export interface Call {
  readonly argv: readonly [Field, ...Field[]];
  readonly assignments: readonly { readonly name: string; readonly value: Field | undefined }[];
  /** The wrappers that were taken off, outermost first. */
  readonly wrappers: readonly string[];
  readonly at: ShellPlace;
  /** What comes in through a pipe or a heredoc, where it is known. */
  readonly stdin: string | undefined;
  /** Whose command it is: the runner's own user's, or root's by `sudo`. */
  readonly user: ShellUser;
  /** Under `set -e`, and nothing around it forgives a failure: the script ends where it fails. */
  readonly isFatal: boolean;
  /** The directory below the repository's root; undefined where it cannot be known. */
  readonly cwd: string | undefined;
  readonly conditional: boolean;
  readonly background: boolean;
  /** It is part of what an EXIT trap does. */
  readonly inTrap: boolean;
  /** How many commands ran before: orders what happens. */
  readonly time: number;
  /** A path below the repository's root from one that the command names; undefined where it is not known. */
  path(text: string): string | undefined;
  /** The value of a variable; undefined where nothing set it or several values are possible. */
  variable(name: string): string | undefined;
}

/** What a command does, as far as a domain cares. */
export interface Effect<Facts> {
  readonly facts: Facts;
  /** What it prints; undefined where that cannot be known. */
  readonly prints?: string | undefined;
  /** A file that it writes a known text into. */
  readonly writes?: { readonly path: string; readonly text: string } | undefined;
  readonly outcome: 'succeeds' | 'fails' | 'may-fail';
  /** It only looks: a condition made of it asks about the state of things, not about the outcome of work. */
  readonly onlyLooks: boolean;
}

/** What the shell does when it exits. */
export interface ExitTrap {
  readonly at: ShellPlace;
  readonly time: number;
}

/** An EXIT trap that would have done something was taken away: by `trap - EXIT`, by another one, or by `exec`. */
export interface TrapLoss {
  readonly how: 'cleared' | 'replaced' | 'exec';
  readonly at: ShellPlace;
  readonly time: number;
}

/** How a process may end, and what is true then, its EXIT trap run. */
export interface ScriptEnd<Facts> {
  readonly how: 'success' | 'failure' | 'cancelled';
  readonly facts: Facts;
  /** When, on the machine's clock. */
  readonly time: number;
  /** The command after which, or during which, it ended. */
  readonly at: ShellPlace;
  /** The trap that ran. */
  readonly trap: ExitTrap | undefined;
  /** The last time that an EXIT trap was taken away. */
  readonly loss: TrapLoss | undefined;
}

/**
 * What decides which branch runs: the `state` of things (`if [ -n "$ID" ]`, `if docker inspect x`), how some `work`
 * went (`if ./test.sh`), or a `status` that was kept (`if [ $? -eq 0 ]`, `${{ job.status }}`).
 */
export type Decider = 'state' | 'work' | 'status';

/**
 * What an analysis makes of a script's commands. `Facts` are values that describe a point of the script; they are
 * never changed in place.
 */
export interface Domain<Facts> {
  /** A command that is no builtin of the shell, no function, and no script that can be followed. */
  command(call: Call, facts: Facts): Effect<Facts>;
  /** Any command at all, builtins included, before it runs. */
  seen?(call: Call): void;
  /**
   * What is true after one of several branches.
   */
  join(before: Facts, branches: readonly Facts[], decidedBy: Decider): Facts;
  /** How a test of a file (`-x`, `/usr/bin/crun`) comes out, where the domain knows. */
  fileTest?(operator: string, path: string): 'succeeds' | 'fails' | undefined;
  /** Whether a script or a makefile is followed for the sake of the command that runs it, though it tells nothing itself. */
  follows?(words: readonly string[]): boolean;
  /** Whether it matters that the script may fail or be cancelled at this point. */
  matters(facts: Facts): boolean;
}
