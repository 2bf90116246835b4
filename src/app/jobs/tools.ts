import type { GitHub } from '../../github/open-github.ts';
import type { AuditPool } from '../audit/audit-pool.ts';
import type { Memory } from '../audit/memory.ts';
import type { SprintMemory } from '../progress/sprint-memory.ts';
import type { Task } from '../task.ts';
import type { Refusals } from './refusals.ts';

/** What jobs work with. */
export interface Tools {
  readonly github: GitHub;
  readonly appId: number;
  /** How long what an event tells of may be missing or old where it is read. */
  readonly lateSeconds: number;
  /** How long GitHub may still carry out what nobody waits for any more. */
  readonly settleSeconds: number;
  /** Where people read repositories: `https://github.com`. */
  readonly webUrl: string;
  readonly pool: AuditPool;
  readonly memory: Memory;
  readonly sprints: SprintMemory;
  readonly refusals: Refusals;
  /** Stores what a job finds has to be done besides, or later; once, however many attempts at the job find it. */
  ask(task: Task, by: Attempt): Promise<void>;
}

/** One run of a job. */
export interface Attempt {
  /** Of the job: the same for all its attempts. */
  readonly id: string;
  /** The delivery that asked for it, or for what led to it. */
  readonly delivery: string;
  /** From 1. */
  readonly number: number;
  /** When the event that asks for the work came in. */
  readonly askedAt: Date;
  readonly begunAt: Date;
  /** What else of the same key was waiting when it began. */
  readonly waiting: readonly Task[];
}

/** How a task failed for good. */
export interface Failed {
  readonly attempt: Attempt;
  readonly why: string;
}

/** How a job ended, for the log. */
export type Outcome =
  | 'answered'
  /** With a failure that says that the audit was ended for the time or the memory that it took. */
  | 'audit-ended'
  | 'superseded'
  | 'answered-before'
  | 'not-a-command'
  | 'not-permitted'
  | 'nothing-to-answer'
  | 'updated'
  | 'unchanged';
