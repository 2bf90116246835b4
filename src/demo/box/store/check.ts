import type { Json } from './json.ts';

/** All the check runs of the App on one commit. */
export interface CheckSuite {
  readonly id: number;
  readonly headSha: string;
  readonly headBranch: string | undefined;
  readonly before: string | undefined;
  readonly createdAt: Date;
  updatedAt: Date;
}

export type CheckStatus = 'queued' | 'in_progress' | 'completed';

/** An annotation, in the fields of GitHub's REST. */
export interface StoredAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

/** A check run as the App left it. */
export interface CheckRun {
  readonly id: number;
  readonly suite: CheckSuite;
  name: string;
  readonly headSha: string;
  externalId: string;
  detailsUrl: string | undefined;
  status: CheckStatus;
  conclusion: string | null;
  /** When GitHub was told of it; `startedAt` is what the App says. */
  readonly createdAt: Date;
  startedAt: Date;
  completedAt: Date | undefined;
  output: { title: string | null; summary: string | null; text: string | null };
  annotations: StoredAnnotation[];
  actions: readonly Json[];
}
