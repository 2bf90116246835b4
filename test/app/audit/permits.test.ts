import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Permits } from '../../../src/app/audit/permits.ts';

const groupOf = (name: string) => name.charCodeAt(0);

/** Tasks that end when they are told to, and which of them run. */
function watched(count: number) {
  const permits = new Permits(count);
  const running = new Map<string, () => void>();
  return {
    async ask(...names: string[]) {
      for (const name of names) {
        const task = () => new Promise<void>((resolve) => running.set(name, resolve));
        void permits.with(groupOf(name), task).then(() => running.delete(name));
      }
      await setImmediate();
    },
    async end(name: string) {
      running.get(name)?.();
      await setImmediate();
    },
    setHeavy(...names: string[]) {
      for (const name of names) permits.setHeavy(groupOf(name));
    },
    isTaken: (name: string) => permits.isTaken(groupOf(name)),
    running: () => [...running.keys()].sort(),
  };
}

describe('permits', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

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

  it('that heavy groups hold together keep no other group waiting, for an hour after they were noticed', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { ask, end, running, setHeavy, isTaken } = watched(2);
    await ask('a1', 'b1');
    expect(isTaken('c')).toBe(true);
    setHeavy('a');
    expect(isTaken('c')).toBe(true);
    setHeavy('b', 'd');
    expect(['b', 'c', 'd'].map(isTaken)).toEqual([true, false, true]);
    // The heavy one waits in line, and none behind it waits for it.
    await ask('d1', 'c1', 'c2', 'e1');
    expect(running()).toEqual(['a1', 'b1', 'c1']);
    await end('c1');
    expect(running()).toEqual(['a1', 'b1', 'c2']);
    await end('a1');
    expect(running()).toEqual(['b1', 'c2']);
    await end('c2');
    expect(running()).toEqual(['b1', 'd1', 'e1']);
    await end('e1');
    expect(isTaken('c')).toBe(false);
    vi.setSystemTime(Date.now() + 3_600_000);
    expect(isTaken('c')).toBe(true);
  });

  it('come back from a task that fails', async () => {
    const permits = new Permits(1);
    const failing = permits.with(1, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await permits.with(1, async () => 'done')).toBe('done');
  });
});
