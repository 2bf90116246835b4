import type { GitHub } from '../../github/open-github.ts';
import type { AuditPool } from '../audit/audit-pool.ts';
import type { Memory } from '../audit/memory.ts';

/** What jobs work with. */
export interface Tools {
  readonly github: GitHub;
  readonly appId: number;
  /** Where people read repositories: `https://github.com`. */
  readonly webUrl: string;
  readonly pool: AuditPool;
  readonly memory: Memory;
}

/** One run of a job. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  /** When the event that asks for the work came in. */
  readonly askedAt: Date;
}

/** How a job ended, for the log. */
export type Outcome = 'answered' | 'superseded' | 'not-a-command' | 'not-permitted' | 'nothing-to-answer';
