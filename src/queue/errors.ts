/** The store could not take or give an item: whoever asked must be told, so that they ask again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** Thrown by a worker: no later attempt can succeed, so the item is given up at once. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp';
}

/**
 * Thrown by a worker: put it off for so many seconds. Does not count towards giving up: what is waited for is not the
 * item's fault.
 */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  readonly afterSeconds: number;

  constructor(message: string, afterSeconds: number, options?: ErrorOptions) {
    super(message, options);
    this.afterSeconds = afterSeconds;
  }
}
