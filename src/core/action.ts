import type { ItemToTick } from './progress/tick-body.ts';

/** The repository that an action concerns. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** An annotation of a check run, in GitHub's terms; columns only where it stands on one line. */
export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn?: number;
  readonly endColumn?: number;
  readonly level: 'notice' | 'warning' | 'failure';
  readonly title: string;
  readonly message: string;
  readonly details?: string;
}

/** A check run's output; any number of annotations: the performer sends them 50 at a time. */
export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
  readonly annotations: readonly Annotation[];
}

/** All that may be asked of GitHub: what deciding returns and performing carries out. */
export type Action =
  | {
      readonly kind: 'complete-check-run';
      readonly headSha: string;
      /** What the run answers (`pull:12`, `push:refs/heads/main:<before>`), so that a re-run can answer it again. */
      readonly externalId: string;
      readonly conclusion: 'success' | 'failure' | 'neutral';
      readonly output: CheckOutput;
    }
  | {
      readonly kind: 'react';
      readonly commentId: number;
      readonly content: '+1' | '-1' | 'eyes' | 'rocket' | 'confused';
    }
  /** Creates the App's own comment that bears the marker, or edits it; unchanged text is not written again. */
  | {
      readonly kind: 'keep-comment';
      readonly issue: number;
      /** An HTML comment that stands in the body. */
      readonly marker: string;
      readonly body: string;
      /** A progress is unchanged also where only the moment differs at which it was looked at. */
      readonly unchanged?: 'but-for-the-moment';
    }
  /** Ticks items in the body of an issue as it is by then; nothing is unticked, and nobody's edit is lost. */
  | {
      readonly kind: 'tick-items';
      readonly issue: number;
      readonly items: readonly ItemToTick[];
    };
