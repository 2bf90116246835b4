import type { Job, Step, Workflow } from '../workflow/model.ts';
import type { WrittenCommand } from './command-pieces.ts';
import type { HereDocument } from './here-documents.ts';
import type { LegGroup } from './legs.ts';
import type { ParsedExpressions } from './resolve-text.ts';
import type { StepWork } from './step-work.ts';

/** What is known where a job is read. */
export interface JobScope {
  readonly workflow: Workflow;
  readonly job: Job;
  /** The workflow's variables that other jobs name. */
  readonly elsewhere: ReadonlySet<string>;
  readonly parsed: ParsedExpressions;
  /** Each step as it was read on the legs so far: most steps are the same on all of them. */
  readonly readings: Map<Step, StepReadings>;
  /** The commands of each script as written: the same on each leg but for the values put in. */
  readonly scripts: Map<Step, WrittenScript>;
}

/** A script's commands and the texts that it hands to them, before values are put in. */
export interface WrittenScript {
  readonly commands: readonly WrittenCommand[];
  readonly texts: readonly HereDocument[];
}

/** What is known where a leg of a job is read. */
export interface LegScope extends JobScope {
  readonly leg: LegGroup;
  /** Variables of the workflow and the job, and those that the steps so far handed on. */
  readonly shared: Map<string, string>;
  /** Names of variables that work or set-up has read. */
  readonly used: Set<string>;
  /** The names of the variables that the steps so far handed on. */
  readonly handedOn: Set<string>;
  /** What each step before with an id does, as a digest: a copy may call it by another id. */
  readonly digests: Map<string, string>;
}

/** A step as it was read on the legs so far. */
export interface StepReadings {
  /** What the readings asked of the legs. */
  readonly questions: readonly string[];
  /** By the legs' answers, in the order of the questions. */
  readonly byAnswers: Map<string, StepReading>;
}

/** A step as it was read on some legs. */
export interface StepReading {
  readonly used: ReadonlySet<string>;
  readonly work: StepWork;
}
