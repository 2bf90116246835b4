import type { Position } from '../source/source-text.ts';
import type { Severity } from './severity.ts';

/** A place elsewhere that explains a finding: the twin workflow, the matrix, the create without delete. */
interface RelatedPlace {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Something that deleting a covered workflow would lose. */
export interface LostWork {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

/** One offence at one place. Paths are from the repository's root, with `/`. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  readonly job?: string;
  readonly step?: string;
  /** What is wrong. */
  readonly message: string;
  /** Why it matters. */
  readonly reason: string;
  /** What to do. */
  readonly remedy: string;
  readonly related: readonly RelatedPlace[];
  /** Survives line shifts, and does not depend on the other half. */
  readonly fingerprint: string;
  /** `duplicate-workflow` only: the share of the work that the other workflow does, 0 to 1. */
  readonly coverage?: number;
  /** `duplicate-workflow` only. */
  readonly lost?: readonly LostWork[];
}

/** A finding at the head, compared with the base. */
export interface StatedFinding extends Finding {
  readonly status: 'introduced' | 'existing';
}

/** A suppression comment that took effect. */
export interface UsedSuppression {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly reason: string;
  readonly status: 'introduced' | 'existing';
  /** What it allows; at least one. */
  readonly findings: readonly Finding[];
}

/** What an audit found. Findings are sorted by path, line, column and rule. */
export interface Report {
  /** The number of workflow files looked at. */
  readonly workflows: number;
  readonly findings: readonly StatedFinding[];
  /** Findings of the base that are gone. */
  readonly resolved: readonly Finding[];
  readonly suppressions: readonly UsedSuppression[];
  /** Rules of ours that threw: the others still ran. `where` is a path. */
  readonly failures: readonly { readonly rule: string; readonly where: string; readonly error: string }[];
}
