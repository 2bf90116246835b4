/** A stretch of time in milliseconds since 1970, the end not included. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** A job's time on a runner, for a drawing. */
export interface DrawnJob extends Interval {
  readonly name: string;
  readonly runner: string;
}

/** A sample of durations, in milliseconds. */
export interface SampleSummary {
  readonly count: number;
  readonly median: number;
}

/** Two samples, before and after the sprint's start. */
export interface BeforeAndAfter {
  readonly before: SampleSummary;
  readonly after: SampleSummary;
}

/** Two samples and the share by which the median of the second is lower; negative where it rose. */
export interface Comparison extends BeforeAndAfter {
  readonly fall: number;
  /** The 95 % interval of the fall. */
  readonly interval: { readonly low: number; readonly high: number };
}

/** What is better looked at than read. */
export type Picture =
  | {
      readonly kind: 'parallel';
      readonly workflow: string;
      readonly url: string;
      readonly jobs: readonly DrawnJob[];
    }
  | {
      readonly kind: 'time';
      readonly workflows: readonly string[];
      readonly running: Comparison;
      readonly queueing: BeforeAndAfter;
    };
