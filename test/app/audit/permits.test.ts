import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Permits } from '../../../src/app/audit/permits.ts';

/** Tasks that end when they are told to, and which of them run. */
function watched(count: number) {
  const permits = new Permits(count);
  const running = new Map<string, () => void>();
  return {
    async ask(...names: string[]) {
      for (const name of names) {
        const task = () => new Promise<void>((resolve) => running.set(name, resolve));
        void permits.with(name.charCodeAt(0), task).then(() => running.delete(name));
      }
      await setImmediate();
    },
    async end(name: string) {
      running.get(name)?.();
      await setImmediate();
    },
    running: () => [...running.keys()].sort(),
  };
}

describe('permits', () => {
  it('are all for one group where no other asks, in the order in which it asked', async () => {
    const { ask, end, running } = watched(2);
    await ask('a1', 'a2', 'a3', 'a4');
    expect(running()).toEqual(['a1', 'a2']);
    await end('a2');
    expect(running()).toEqual(['a1', 'a3']);
  });

  it.each([1, 2, 3])('%i that one group holds for long keep no other group waiting', async (count) => {
    const { ask, end, running } = watched(count);
    const long = ['a1', 'a2', 'a3', 'a4', 'a5'];
    await ask(...long, 'b1', 'b2');
    const held = long.slice(0, count);
    expect(running()).toEqual([...held, 'b1']);
    await end('b1');
    expect(running()).toEqual([...held, 'b2']);
    await end('b2');
    expect(running()).toEqual(held);
  });

  it('are no more than their number where several groups hold them', async () => {
    const { ask, end, running } = watched(2);
    await ask('a1', 'b1', 'c1', 'a2');
    expect(running()).toEqual(['a1', 'b1']);
    await end('a1');
    expect(running()).toEqual(['b1', 'c1']);
    await end('b1');
    await end('c1');
    expect(running()).toEqual(['a2']);
  });

  it('go first to the group that holds the fewest, however long the line of another is', async () => {
    const { ask, end, running } = watched(2);
    await ask('a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3');
    expect(running()).toEqual(['a1', 'a2', 'b1']);
    await end('a1');
    expect(running()).toEqual(['a2', 'b1']);
    await end('a2');
    expect(running()).toEqual(['a3', 'b1']);
    await end('a3');
    await end('b1');
    expect(running()).toEqual(['a4', 'b2']);
  });

  it('come back from a task that fails', async () => {
    const permits = new Permits(1);
    const failing = permits.with(1, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await permits.with(1, async () => 'done')).toBe('done');
  });
});
