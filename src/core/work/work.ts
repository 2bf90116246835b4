import type { Span } from '../source/source-text.ts';
import type { LabelSet } from '../workflow/label-set.ts';
import type { Activity } from './activity.ts';
import type { Condition } from './condition.ts';
import type { Setting } from './setting.ts';

/**
 * How much a piece tells of what a workflow is for: `work` is what it is there for, `setup` makes the machine ready
 * (installs, tool chains, artifacts), `upkeep` only looks, prints or moves things about.
 */
export type Telling = 'work' | 'setup' | 'upkeep';

/** One thing that a job does: a command, an action, a call of a reusable workflow. */
export interface Piece {
  /** Pieces with the same key do the same thing in the same directory. */
  readonly key: string;
  /** What is run, without its operands: the program, its sub-command or the action. */
  readonly family: string;
  /** The variables that its step sets and that no text names, where there are any: they are part of `key` … */
  readonly own?: ReadonlyMap<string, string>;
  /** … and this is the key without them. */
  readonly bare?: string;
  /** The same as `key` as it stands in the file, wherever it runs: how common it is in the repository. */
  readonly mark: string;
  readonly telling: Telling;
  /** Under which condition of the step it runs. */
  readonly when: Condition;
  /** Where its failure doesn't fail the job: `true`, or the expression that decides it. */
  readonly lenient?: string;
  /** For people: the command, or the action's name. */
  readonly what: string;
  readonly span: Span;
}

/** What a job does on one leg of its matrix. */
export interface Leg {
  /** The share of the job's legs that do exactly this, 0 to 1; the shares of a job's legs add up to 1. */
  readonly share: number;
  /** The same as a number of legs. */
  readonly count: number;
  /** The matrix values that tell this leg from the others, for people; empty without a matrix. */
  readonly name: string;
  readonly setting: Setting;
  readonly runner: LabelSet;
  /** By key, in the file's order. */
  readonly pieces: ReadonlyMap<string, Piece>;
}

/** What one job of a workflow does. */
export interface JobWork {
  readonly id: string;
  readonly span: Span;
  /** Under which condition of the job it runs. */
  readonly when: Condition;
  readonly legs: readonly Leg[];
}

/** What a workflow does and when: nothing in it depends on names, comments, order of keys or quoting. */
export interface Work {
  readonly path: string;
  readonly activities: readonly Activity[];
  /** The paths of the repository's own workflows that it calls. */
  readonly calls: readonly string[];
  readonly jobs: readonly JobWork[];
}
