import type { DatabaseChoice } from './database.ts';
import type { GivenUpItem, Item, QueueSize, Stored, TakenItem } from './item.ts';

/** How a queue works; every time is in seconds. */
export interface QueueSettings {
  readonly database: DatabaseChoice;
  /** How many items this process works at once. */
  readonly concurrency: number;
  /**
   * How many items of one group are worked at once, on all replicas together. Workers that look for items in the same
   * instant don't see each other, so on PostgreSQL it can be more for as long as one item takes; then it is made good.
   */
  readonly groupConcurrency: number;
  /** How often an item is tried again before it is given up. */
  readonly retries: number;
  /** The first wait before trying again; it doubles from there, up to `longestRetryDelay`. */
  readonly retryDelay: number;
  readonly longestRetryDelay: number;
  /** How long one attempt may take before it is taken away. */
  readonly attemptSeconds: number;
  /** How often to look for items, besides being notified of them; at least 0.5. */
  readonly pollSeconds: number;
  /** How long done items are known, so that the same one stored again does nothing. */
  readonly keepSeconds: number;
}

/** What a queue reports of itself; `fatal` means that this process can't go on. */
export interface QueueEvents {
  error(error: Error): void;
  warning(message: string): void;
  fatal(error: Error): void;
}

/** How items are worked. */
export interface Workers<Data> {
  /** Throws to have the item tried again; RetryLater and GiveUp say when, or that it is no use. */
  work(item: TakenItem<Data>): Promise<void>;
  /** Called for an item that was given up; tried again, for hours, where it throws. */
  giveUp(item: GivenUpItem<Data>): Promise<void>;
  /** Whether working one item has also answered another of the same key that was waiting when it began. */
  covers(done: TakenItem<Data>, waiting: Data): boolean;
}

/** Something that is done again and again, by one process of all that share the database. */
export interface Chore {
  readonly name: string;
  readonly everySeconds: number;
  /**
   * Is given what the last run that was done has returned, if it is still kept; the signal says that the process ends
   * or that it took too long. What it throws is reported, and it is tried again.
   */
  run(last: object | undefined, signal: AbortSignal): Promise<object>;
}

/** A durable queue. What it stores survives the process; what it hands out is worked at least once. */
export interface Queue<Data> {
  /** Resolves once the item is durable; throws StoreUnavailable. An item that was given up is tried again. */
  store(item: Item<Data>): Promise<Stored>;
  /** Begins to work items. */
  work(workers: Workers<Data>): Promise<void>;
  /** Does a chore now, if no other process is at it, and from then on regularly. */
  repeat(chore: Chore): Promise<void>;
  /** Which of these items the store has: waiting, being worked, done or given up. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
  size(): Promise<QueueSize>;
  /** Throws StoreUnavailable where the database does not answer. */
  ping(): Promise<void>;
  /** Takes no more items, waits so many seconds for those that are being worked, and closes the database. */
  stop(drainSeconds: number): Promise<void>;
}
