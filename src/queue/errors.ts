/** The store could not take or give an item: whoever asked must be told, so that they ask again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** Thrown by a worker: no later attempt can succeed, so the item is given up at once. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp';
}

/** Thrown by a worker: try again, but not before so many seconds have passed. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  readonly afterSeconds: number;

  constructor(message: string, afterSeconds: number, options?: ErrorOptions) {
    super(message, options);
    this.afterSeconds = afterSeconds;
  }
}
