/** How long and how much to collect before a batch is handled. */
export interface CollectLimits {
  readonly milliseconds: number;
  readonly items: number;
}

interface Pending<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects single items into batches: `handle` gets them together and answers one result for each, in order. While a
 * batch is handled the next one fills, so that the batches grow with the load. A rejected batch rejects each of its items.
 */
export function collect<Item, Result>(
  limits: CollectLimits,
  handle: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  const waiting: Pending<Item, Result>[] = [];
  let running = false;
  let timer: NodeJS.Timeout | undefined;

  const run = async () => {
    clearTimeout(timer);
    timer = undefined;
    running = true;
    while (waiting.length > 0) await settle(waiting.splice(0, limits.items), handle);
    running = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running) return;
      if (waiting.length >= limits.items) void run();
      else timer ??= setTimeout(run, limits.milliseconds);
    });
}

async function settle<Item, Result>(
  batch: readonly Pending<Item, Result>[],
  handle: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<void> {
  try {
    const results = await handle(batch.map(({ item }) => item));
    if (results.length !== batch.length)
      throw new Error('a batch answered another number of results than items');
    batch.forEach(({ resolve }, index) => {
      resolve(results[index] as Result);
    });
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
