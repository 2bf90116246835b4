import type { CheckKind } from '../claims/check.ts';
import type { Picture } from './picture.ts';

/** Whether a check holds, as far as what is known tells. */
export type Verdict = 'holds' | 'fails' | 'unknown';

/** What was found for one check, with the place where a person can see it. */
export interface Evidence {
  /** `unchecked` for what an item promises besides what can be checked. */
  readonly kind: CheckKind | 'unchecked';
  readonly verdict: Verdict;
  /** In words; what a repository named is in backticks. */
  readonly detail: string;
  readonly path?: string;
  /** From 1. */
  readonly line?: number;
  readonly url?: string;
  /** What is better looked at than read. */
  readonly picture?: Picture;
}

/** The detail of what the files can't prove. */
export const needsRuns = 'needs runs';

/** Evidence of one kind, with what it takes to say more than a verdict. */
export function evidence(
  kind: Evidence['kind'],
  verdict: Verdict,
  detail: string,
  place: Pick<Evidence, 'path' | 'line' | 'url' | 'picture'> = {},
): Evidence {
  return { kind, verdict, detail, ...place };
}

/** All must hold; one that fails decides. No evidence at all says nothing. */
export function weighTogether(pieces: readonly Pick<Evidence, 'verdict'>[]): Verdict {
  if (pieces.some(({ verdict }) => verdict === 'fails')) return 'fails';
  return pieces.length > 0 && pieces.every(({ verdict }) => verdict === 'holds') ? 'holds' : 'unknown';
}
