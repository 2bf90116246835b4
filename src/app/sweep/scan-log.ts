import type { DeliveryPage, DeliveryScope, LoggedDelivery } from '../../github/delivery-log.ts';
import { mayAsk } from '../events/task-of.ts';
import type { Missing, SweepState } from './sweep-state.ts';

/** Where the log is read, and what is known here. */
export interface ScanParts {
  readPage(from: {
    readonly scope: DeliveryScope;
    readonly cursor: string | undefined;
  }): Promise<DeliveryPage>;
  /** Which of these deliveries, by their GUIDs, are stored here: waiting, done or given up. */
  known(guids: readonly string[]): Promise<ReadonlySet<string>>;
}

/** How much one scan may read and keep. */
export interface ScanLimits {
  readonly pages: number;
  readonly missing: number;
}

/** An attempt comes into the log when it has ended, which may be after the end of one that began later. */
const overlap = 120_000;

/**
 * Reads the log from the newest attempt back to where the last look began, and notes what is missing here in `state`,
 * page by page, so that what was read counts even where a later page can't be had. What would ask for nothing here is
 * not missed. Where the log is longer than one scan reads, every other look is for failures only.
 */
export async function scanLog(parts: ScanParts, state: SweepState, limits: ScanLimits): Promise<void> {
  const missing = new Map(state.missing.map((one) => [one.guid, one]));
  const answered = new Set(state.pass?.redelivered);
  const redelivered = new Set(answered);
  const end = state.until === undefined ? 0 : new Date(state.until).getTime() - overlap;
  const isGoingOn = state.pass !== undefined;
  const scope = state.pass?.scope ?? (state.isBusy ? 'failures' : 'all');
  let { cursor, newest } = state.pass ?? {};
  for (let page = 0; page < limits.pages && missing.size < limits.missing; page += 1) {
    const { deliveries, next } = await parts.readPage({ scope, cursor });
    newest ??= deliveries[0]?.at.toISOString();
    const fresh = deliveries.filter(({ at }) => at.getTime() > end);
    const asking = fresh.filter(mayAsk);
    const known = await parts.known([...new Set(asking.map(({ guid }) => guid))]);
    for (const delivery of asking) {
      note({ missing, answered, known }, delivery);
      if (delivery.redelivery && isAcknowledged(delivery)) redelivered.add(delivery.guid);
    }
    state.missing = [...missing.values()];
    if (next === undefined || newest === undefined || fresh.length < deliveries.length) {
      state.until = newest ?? state.until;
      state.pass = undefined;
      state.isBusy = isGoingOn;
      return;
    }
    cursor = next;
    state.pass = { scope, cursor, newest, redelivered: [...redelivered] };
  }
}

function note(
  seen: {
    readonly missing: Map<string, Missing>;
    /** What a newer attempt has brought. */
    readonly answered: Set<string>;
    readonly known: ReadonlySet<string>;
  },
  delivery: LoggedDelivery,
): void {
  const { missing, answered, known } = seen;
  const { guid, id } = delivery;
  if (answered.has(guid)) return;
  const isLost = delivery.status === stored && !known.has(guid);
  if (known.has(guid) || (isAcknowledged(delivery) && !isLost)) {
    answered.add(guid);
    missing.delete(guid);
    return;
  }
  if (isLost) answered.add(guid);
  const at = delivery.at.toISOString();
  const earlier = missing.get(guid);
  if (earlier !== undefined && earlier.at >= at) return;
  const how = isLost ? 'lost' : 'failed';
  missing.set(guid, earlier ? { ...earlier, id, at, how } : { guid, id, at, how, asked: 0, due: at });
}

/** The status with which a delivery is acknowledged that is stored. */
const stored = 202;

function isAcknowledged({ status }: LoggedDelivery): boolean {
  return status >= 200 && status < 400;
}
