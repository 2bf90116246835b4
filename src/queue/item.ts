/** Something to be worked once, as it is stored. */
export interface Item<Data> {
  /** Identifies the item for ever: storing it again does nothing while it waits or once it is done. A UUID. */
  readonly id: string;
  /** Items with the same key are never worked at the same time, on any replica. */
  readonly key: string;
  /** Items of one group share a bound on how many are worked at once; undefined: no bound. */
  readonly group?: string;
  readonly data: Data;
  /** How long to wait before it is worked, in seconds, so that others of its key can come and be covered by it. */
  readonly delaySeconds?: number;
}

/** An item that is being worked. */
export interface TakenItem<Data> extends Item<Data> {
  /** From 1; more where an earlier attempt failed, was put off, or its process died. */
  readonly attempt: number;
  /** How many of the earlier attempts count towards giving up: those that were not put off. */
  readonly failures: number;
  /**
   * How the attempt before this one ended: it threw, and did nothing more; or it was cut off (its process died, or its
   * time was up), and what it was doing may still come about.
   */
  readonly before: 'nothing' | 'failed' | 'cut-off';
  readonly storedAt: Date;
  /** What else of the same key was waiting when it was taken, also what is to wait for some time yet. */
  readonly waiting: readonly Data[];
  /** Aborted when the item is taken away: its time is up, or another replica has it. */
  readonly signal: AbortSignal;
}

/** An item that failed for good, with what its last attempt said. */
export interface GivenUpItem<Data> extends TakenItem<Data> {
  readonly why: string;
}

/** What storing an item came to: it is new, or it was there already (waiting, being worked, or done). */
export type Stored = 'new' | 'known';

/** How many items there are, and how long the oldest that could be worked has waited, in seconds. */
export interface QueueSize {
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
  /** Given up, and nobody has been told yet. */
  readonly untold: number;
  readonly oldestSeconds: number;
}
