import type { JobInsert, PgBoss } from 'pg-boss';
import { collect } from './collect.ts';
import { crowding } from './crowding.ts';
import { StoreUnavailable } from './errors.ts';
import type { Item, Stored } from './item.ts';
import { itemQueue } from './queues.ts';
import { storable } from './storable.ts';

/** GitHub waits 10 s for an answer: a store that takes longer is as good as none. */
const patience = 8000;

/** What storing asks of the database. */
export type Inserting = Pick<PgBoss, 'insert' | 'retry'>;

/**
 * A function that stores items, those that come within a few milliseconds of each other with one statement. Throws
 * StoreUnavailable, after 8 s at the latest: also where the database still works at the statement before.
 */
export function storeItems<Data extends object>(boss: Inserting): (item: Item<Data>) => Promise<Stored> {
  const priorityOf = crowding(() => Date.now());
  const toJob = (item: Item<Data>) => jobOf(item, item.group === undefined ? 0 : priorityOf(item.group));
  const store = collect<Item<Data>, Stored>({ milliseconds: 2, items: 200 }, (items) =>
    withPatience(insert(boss, items, toJob)),
  );
  return async (item) => {
    try {
      return await withPatience(store(item));
    } catch (error) {
      throw new StoreUnavailable('the item could not be stored', { cause: error });
    }
  };
}

async function insert<Data extends object>(
  boss: Inserting,
  items: readonly Item<Data>[],
  toJob: (item: Item<Data>) => JobInsert<Data>,
): Promise<readonly Stored[]> {
  // An id may stand twice in one batch (a redelivery on the heels of the first): it is new once.
  const distinct = [...new Map(items.map((item) => [item.id, item])).values()];
  const inserted = new Set(await boss.insert(itemQueue, distinct.map(toJob), { returnId: true }));
  const answers = items.map(({ id }): Stored => (inserted.delete(id) ? 'new' : 'known'));
  const known = items.filter((_, index) => answers[index] === 'known').map(({ id }) => id);
  // Touches only those that were given up: what is asked for again deserves another attempt.
  if (known.length > 0) await boss.retry(itemQueue, known);
  return answers;
}

function jobOf<Data extends object>(
  { id, key, group, data, delaySeconds = 0 }: Item<Data>,
  priority: number,
): JobInsert<Data> {
  return {
    id,
    priority,
    singletonKey: storable(key),
    data: storable(data),
    ...(group !== undefined && { group: { id: group } }),
    ...(delaySeconds > 0 && { startAfter: delaySeconds }),
  };
}

async function withPatience<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
