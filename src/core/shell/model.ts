import type { Span } from '../source/source-text.ts';
import type { CommandPlace } from './command-places.ts';

/** A word of a command: its value where it is known, and where it stands in the file. */
export interface ShellWord {
  /** As written, quotes included; `${{ … }}` as in the file. */
  readonly raw: string;
  /** After quote removal and with the values of known variables; undefined where it can't be known. */
  readonly value: string | undefined;
  readonly span: Span;
}

/** A simple command that a script may run, wrappers (`sudo`, `env`, `timeout`, `bash -c`, …) taken off. */
export interface ShellCommand {
  /** The command's name and its arguments. Never empty. */
  readonly words: readonly ShellWord[];
  readonly assignments: readonly { readonly name: string; readonly value: ShellWord | undefined }[];
  /** The wrappers that were taken off, outermost first. */
  readonly wrappers: readonly string[];
  readonly span: Span;
  /** For a command of a file that the script runs: that file, and where the script runs it. */
  readonly from: { readonly path: string; readonly calledAt: Span } | undefined;
  /** Runs only under a condition (`if`, `&&`, `||`, `case`, a loop) of the script. */
  readonly conditional: boolean;
  /** What surrounds it in its script, where there is anything to say; a command of another script has none. */
  readonly place: CommandPlace | undefined;
}
