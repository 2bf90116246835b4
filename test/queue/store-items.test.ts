import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../src/queue/errors.ts';
import type { Item } from '../../src/queue/item.ts';
import { type Inserting, storeItems } from '../../src/queue/store-items.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('is given up in time also by who comes while the database hangs over what came before', async () => {
  const hanging: Inserting = {
    insert: () => new Promise(() => {}),
    retry: async () => ({ jobs: [], requested: 0, affected: 0 }),
  };
  const store = storeItems<object>(hanging);
  const item = (index: number): Item<object> => ({
    id: `00000000-0000-4000-8000-00000000000${index}`,
    key: 'key',
    data: {},
  });
  const ended: [number, unknown][] = [];
  const begun = Date.now();
  for (const index of [0, 1, 2]) {
    store(item(index)).catch((error) => ended.push([Date.now() - begun, error]));
    await vi.advanceTimersByTimeAsync(1000);
  }
  await vi.advanceTimersByTimeAsync(8000);
  expect(ended.map(([after]) => after)).toEqual([8000, 9000, 10_000]);
  expect(ended.every(([, error]) => error instanceof StoreUnavailable)).toBe(true);
});
