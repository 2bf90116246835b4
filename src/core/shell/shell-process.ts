import type { CompoundCommand, CompoundList, Redirected } from 'unbash';
import type { Decider, Domain, ExitTrap, ScriptEnd, ShellUser, TrapLoss } from './domain.ts';
import { Layered } from './layered.ts';
import type { ParsedFiles } from './parsed-files.ts';
import type { ScriptText } from './script-text.ts';
import type { SymbolTable } from './symbols.ts';

/** What a variable may hold: one of several texts, or the items of an array. */
export type Variable =
  | { readonly kind: 'text'; readonly values: readonly string[] }
  | {
      readonly kind: 'array';
      readonly items: readonly string[];
      /** What else the items may be, after one of several branches. */
      readonly others?: readonly (readonly string[])[];
    };

/** A function that the script defined, with the text that it stands in. */
export interface ShellFunction {
  readonly body: CompoundCommand | Redirected | CompoundList;
  readonly script: ScriptText;
}

/** An EXIT trap with what it runs. */
export interface TrapAction extends ExitTrap {
  /** What was written when it was set. */
  readonly text: string;
  /** The action as a script, for the text that it comes to. */
  script(text: string): ScriptText;
}

/** Text that goes from one command to another; `script` knows where a heredoc's text stands. */
export interface Stream {
  readonly value: string;
  readonly script?: ScriptText;
}

/** Where output goes: pieces of text, `undefined` for what cannot be known. */
export type Sink = (Stream | undefined)[];

/** A process of the shell, and what is true at a point of its run. */
export interface ShellProcess<Facts> {
  readonly variables: Layered<Variable>;
  readonly functions: Layered<ShellFunction>;
  readonly ends: ScriptEnd<Facts>[];
  facts: Facts;
  trap: TrapAction | undefined;
  loss: TrapLoss | undefined;
  /** It runs its EXIT trap: one that is set now is set too late. */
  readonly isEnding?: boolean;
  errexit: boolean;
  pipefail: boolean;
  cwd: string | undefined;
  /** What is true by how the last command went, where that makes a difference. */
  split?: Split<Facts> | undefined;
  /** What was true where a risk was last noted, and how often in a row. */
  risk?: Risk<Facts>;
}

export interface Split<Facts> {
  readonly succeeds: Facts;
  readonly fails: Facts;
}

/** What was true where a risk was noted, and how often in a row. */
export interface Risk<Facts> {
  readonly facts: Facts;
  readonly trap: TrapAction | undefined;
  readonly assignments: number;
  readonly cancellations: number;
  readonly failures: number;
}

/** What several processes of one analysis share. */
export interface Machine<Facts> {
  readonly symbols: SymbolTable;
  readonly domain: Domain<Facts>;
  readonly files: ParsedFiles;
  /** What scripts wrote into files, by path. */
  readonly written: Map<string, Stream | undefined>;
  /** When a token was first written into a file, by its code. */
  readonly firstWritten: Map<string, number>;
  /** The texts that an expression of the workflow may have, where a command's name depends on it. */
  choices(expression: string): readonly string[] | undefined;
  /** How many values a word may have; with more it counts as unknown. */
  readonly maxAlternatives: number;
  /** Whether a loop over known words is run once for each. */
  readonly unrollsLoops: boolean;
  /** Whether the action of a trap is run where it is set, to see its commands, or where the script may end. */
  readonly runsTraps: 'when-set' | 'at-the-end';
  /** Commands run so far. */
  time: number;
  /** Commands that may still run: bounds loops, and functions that call each other. */
  budget: number;
  /** Scripts started so far: `$$` is another in each. */
  scripts: number;
  /** Counts assignments, so that a trap is looked at again only where its variables may have changed. */
  assignments: number;
}

/** A point of a script: the process, and what surrounds the command. */
export interface Point<Facts> {
  readonly machine: Machine<Facts>;
  readonly shell: ShellProcess<Facts>;
  readonly script: ScriptText;
  /** `$0`, `$1`, … */
  readonly positional: readonly string[];
  readonly stdin: Stream | undefined;
  readonly stdout: Sink | undefined;
  /** `set -e` does not see a failure here (a condition, the left of `&&`). */
  readonly tolerant: boolean;
  /** Whose process it is. */
  readonly user: ShellUser;
  /** `$?`, where it is known: in the action of a trap. */
  readonly status: string | undefined;
  readonly conditional: boolean;
  /** What may go wrong here is noted by the command around, once it is done: `ID=$(…)` has its value then. */
  readonly isPart: boolean;
  readonly background: boolean;
  /** How many functions, scripts and subshells deep. */
  readonly depth: number;
  /** Where a `return` or a `break` left the function or the loop around. */
  readonly returns: { readonly shell: ShellProcess<Facts>; readonly outcome: Outcome }[];
  readonly breaks: { readonly shell: ShellProcess<Facts>; readonly outcome: Outcome }[];
  /** The paths of the script files that are being run, so that none runs itself. */
  readonly running: ReadonlySet<string>;
  /** Notes what kind of commands a condition is made of. */
  readonly condition: Condition | undefined;
}

/** What the commands of a condition ask for. */
export interface Condition {
  asks: Decider;
}

/** How a command ends: `ended` means that nothing after it runs. */
export type Outcome = 'succeeds' | 'fails' | 'may-fail' | 'ended';

/** A process that starts as a copy of another (a subshell), without its traps. */
export function childProcess<Facts>(parent: ShellProcess<Facts>): ShellProcess<Facts> {
  return {
    ...parent,
    variables: parent.variables.fork(),
    functions: parent.functions.fork(),
    ends: [],
    trap: undefined,
    loss: undefined,
    isEnding: false,
    split: undefined,
  };
}

/** What is true if the last command went so. */
export function factsIf<Facts>(shell: ShellProcess<Facts>, outcome: 'succeeds' | 'fails'): Facts {
  return shell.split?.[outcome] ?? shell.facts;
}

/** The same process on one of several branches. */
export function branchOf<Facts>(shell: ShellProcess<Facts>): ShellProcess<Facts> {
  return { ...shell, variables: shell.variables.fork(), functions: shell.functions.fork() };
}

/** A process at its start. */
export function newProcess<Facts>(
  facts: Facts,
  options: { readonly errexit: boolean; readonly pipefail: boolean; readonly cwd: string | undefined },
): ShellProcess<Facts> {
  return {
    variables: new Layered(),
    functions: new Layered(),
    ends: [],
    facts,
    trap: undefined,
    loss: undefined,
    ...options,
  };
}
