import { describe, expect, it } from 'vitest';
import { scanLog } from '../../../src/app/sweep/scan-log.ts';
import type { SweepState } from '../../../src/app/sweep/sweep-state.ts';
import type { DeliveryScope, LoggedDelivery } from '../../../src/github/delivery-log.ts';

const limits = { pages: 100, missing: 1000 };
const minute = (count: number) => new Date(Date.UTC(2026, 0, 1, 0, count));

/** An attempt in a log; the number of its id is the minute in which it was. */
function attempt(
  at: number,
  guid: string,
  status: number,
  more: Partial<LoggedDelivery> = {},
): LoggedDelivery {
  const of = { event: 'pull_request', action: 'opened' };
  return { id: String(at), guid, ...of, at: minute(at), redelivery: false, status, ...more };
}

/** A log in pages of two, newest first, and what was read of it. */
function logOf(attempts: readonly LoggedDelivery[]) {
  const newestFirst = [...attempts].sort((a, b) => b.at.getTime() - a.at.getTime());
  const read: (string | undefined)[] = [];
  const scopes: DeliveryScope[] = [];
  const readPage = async ({ scope, cursor }: { scope: DeliveryScope; cursor: string | undefined }) => {
    read.push(cursor);
    scopes.push(scope);
    const log = newestFirst.filter(({ status }) => scope === 'all' || status >= 400);
    const from = cursor === undefined ? 0 : log.findIndex(({ id }) => id === cursor);
    return { deliveries: log.slice(from, from + 2), next: log[from + 2]?.id };
  };
  return { read, scopes, readPage };
}

const knows =
  (...guids: string[]) =>
  async (asked: readonly string[]) =>
    new Set(asked.filter((guid) => guids.includes(guid)));

async function scanned(
  attempts: readonly LoggedDelivery[],
  { known = knows(), state = { missing: [] } }: { known?: ReturnType<typeof knows>; state?: SweepState } = {},
): Promise<SweepState> {
  await scanLog({ readPage: logOf(attempts).readPage, known }, state, limits);
  return state;
}

const guidsOf = ({ missing }: SweepState) => missing.map(({ guid }) => guid).sort();

describe('scanLog', () => {
  it('finds what failed, and remembers how far it has looked', async () => {
    const state = await scanned([attempt(1, 'bad', 503), attempt(2, 'good', 200), attempt(3, 'gone', 502)]);
    expect(guidsOf(state)).toEqual(['bad', 'gone']);
    expect(state.missing[1]).toMatchObject({ guid: 'bad', id: '1', how: 'failed', asked: 0 });
    expect(state).toMatchObject({ until: minute(3).toISOString(), pass: undefined });
  });

  it('does not miss what would ask for nothing, and misses what may ask for something', async () => {
    const { id, ...one } = attempt(1, 'one', 503);
    const failed = (guid: string, event: string, action?: string): LoggedDelivery => ({
      ...one,
      id,
      guid,
      event,
      action,
    });
    const asked: string[] = [];
    const state: SweepState = { missing: [] };
    const page = [
      failed('another event', 'star', 'created'),
      failed('another action', 'pull_request', 'labeled'),
      failed('a run of ours', 'check_run', 'completed'),
      failed('installed', 'installation', 'created'),
      failed('pushed', 'push'),
      failed('written', 'issue_comment', 'created'),
      failed('merged', 'pull_request', 'closed'),
      failed('not told', 'issues'),
    ];
    const readPage = async () => ({ deliveries: page, next: undefined });
    const known = async (guids: readonly string[]) => {
      asked.push(...guids);
      return new Set<string>();
    };
    await scanLog({ readPage, known }, state, limits);
    const missed = ['merged', 'not told', 'pushed', 'written'];
    expect(guidsOf(state)).toEqual(missed);
    expect(asked.sort()).toEqual(missed);
  });

  it('leaves alone what a later attempt has brought, and what the store knows', async () => {
    const state = await scanned(
      [
        attempt(1, 'redelivered', 503),
        attempt(2, 'late', 504),
        attempt(3, 'redelivered', 202, { redelivery: true }),
        attempt(4, 'let go', 502),
        attempt(5, 'let go', 200, { redelivery: true }),
      ],
      { known: knows('redelivered', 'late') },
    );
    expect(state.missing).toEqual([]);
  });

  it('finds what was acknowledged as stored but is not in the store', async () => {
    const state = await scanned(
      [
        attempt(1, 'twice', 503),
        attempt(2, 'twice', 202),
        attempt(3, 'kept', 202),
        attempt(4, 'let go', 200),
      ],
      { known: knows('kept') },
    );
    expect(state.missing).toMatchObject([{ guid: 'twice', id: '2', how: 'lost' }]);
  });

  it('reads only what is new, with an overlap for attempts that ended late', async () => {
    const log = Array.from({ length: 20 }, (_, index) => attempt(index, `g${index}`, 200));
    const state = await scanned(log);
    const later = [...log, attempt(18, 'ended late', 504), attempt(20, 'new', 500)];
    const { read, readPage } = logOf(later);
    await scanLog({ readPage, known: knows() }, state, limits);
    expect(guidsOf(state)).toEqual(['ended late', 'new']);
    expect(read.length).toBeLessThanOrEqual(3);
  });

  it('goes on in the next scan where one may read no more', async () => {
    const attempts = [
      attempt(1, 'old', 503),
      attempt(2, 'was brought', 503),
      ...Array.from({ length: 6 }, (_, index) => attempt(3 + index, `g${index}`, 200)),
      attempt(9, 'was brought', 200, { redelivery: true }),
    ];
    const { read, readPage } = logOf(attempts);
    let state: SweepState = { missing: [] };
    for (let scan = 0; scan < 10 && state.until === undefined; scan += 1) {
      await scanLog({ readPage, known: knows() }, state, { pages: 2, missing: 10 });
      // As the database would give it back.
      state = JSON.parse(JSON.stringify(state));
    }
    expect(guidsOf(state)).toEqual(['old']);
    expect(state.until).toBe(minute(9).toISOString());
    expect(new Set(read).size).toBe(read.length);
  });

  it('looks for failures only, every other time, where the log is longer than one scan reads', async () => {
    const calm = Array.from({ length: 12 }, (_, index) => attempt(index, `g${index}`, 200));
    const { scopes, readPage } = logOf([...calm, attempt(20, 'bad', 500), attempt(21, 'good', 200)]);
    const state: SweepState = { missing: [] };
    const few = { pages: 4, missing: 10 };
    // The first look takes two scans.
    await scanLog({ readPage, known: knows() }, state, few);
    await scanLog({ readPage, known: knows() }, state, few);
    expect(state.pass).toBeUndefined();
    expect(new Set(scopes.splice(0))).toEqual(new Set(['all']));
    await scanLog({ readPage, known: knows() }, state, few);
    expect(new Set(scopes.splice(0))).toEqual(new Set(['failures']));
    await scanLog({ readPage, known: knows() }, state, few);
    expect(new Set(scopes)).toEqual(new Set(['all']));
    expect(guidsOf(state)).toEqual(['bad']);
  });

  it('keeps what it has read where a page can not be had, and goes on there', async () => {
    const { readPage } = logOf([attempt(1, 'a', 500), attempt(2, 'b', 500), attempt(3, 'c', 500)]);
    const state: SweepState = { missing: [] };
    let calls = 0;
    const failing: typeof readPage = async (from) => {
      calls += 1;
      if (calls === 2) throw new Error('GitHub is down');
      return readPage(from);
    };
    await expect(scanLog({ readPage: failing, known: knows() }, state, limits)).rejects.toThrow('down');
    expect(guidsOf(state)).toEqual(['b', 'c']);
    await scanLog({ readPage: failing, known: knows() }, state, limits);
    expect(guidsOf(state)).toEqual(['a', 'b', 'c']);
    expect(calls).toBe(3);
  });

  it('keeps count of what failed again, and forgets what was brought', async () => {
    const asked = {
      id: '1',
      at: minute(1).toISOString(),
      how: 'failed',
      asked: 2,
      due: minute(9).toISOString(),
    };
    const state = await scanned([attempt(5, 'again', 500), attempt(6, 'brought', 200)], {
      state: {
        missing: [
          { ...asked, guid: 'again', how: 'failed' },
          { ...asked, guid: 'brought', how: 'failed' },
        ],
      },
    });
    expect(state.missing).toMatchObject([{ guid: 'again', id: '5', asked: 2, due: minute(9).toISOString() }]);
  });

  it('takes no more than it may keep', async () => {
    const state: SweepState = { missing: [] };
    const { readPage } = logOf(Array.from({ length: 20 }, (_, index) => attempt(index, `g${index}`, 500)));
    await scanLog({ readPage, known: knows() }, state, { pages: 100, missing: 5 });
    expect(state.missing).toHaveLength(6);
    expect(state.pass?.cursor).toBe('13');
  });
});
