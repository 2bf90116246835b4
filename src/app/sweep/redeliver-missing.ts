import { NotFound, Refused } from '../../github/errors.ts';
import type { Missing, SweepState } from './sweep-state.ts';

/** How GitHub is asked to send something again. */
export interface RedeliverParts {
  redeliver(id: string): Promise<void>;
  /** What was answered to an attempt. */
  readAnswer(id: string): Promise<string>;
}

/** How much one sweep may ask for, and how often for one delivery. */
export interface RedeliverLimits {
  /** Redeliveries of one sweep. */
  readonly redeliveries: number;
  /** Attempts for one delivery; the waits between them double from `retrySeconds`. */
  readonly attempts: number;
  readonly retrySeconds: number;
  /** How long GitHub keeps a delivery. */
  readonly keptSeconds: number;
}

/** What redelivering came to. */
export interface Redelivered {
  asked: number;
  givenUp: number;
}

/** What the server says where it has stored a delivery: the log's text tells our answer from that of a proxy. */
export const storedAnswers: readonly string[] = ['stored', 'known'];

/**
 * Asks for what is missing and due, oldest first, and notes it in `state` and `count` one by one, so that what was
 * asked for counts even where a later request fails.
 */
export async function redeliverMissing(
  parts: RedeliverParts,
  { state, count }: { readonly state: SweepState; readonly count: Redelivered },
  {
    limits,
    now,
    signal,
  }: { readonly limits: RedeliverLimits; readonly now: Date; readonly signal: AbortSignal },
): Promise<void> {
  const oldest = now.getTime() - limits.keptSeconds * 1000;
  state.missing = state.missing.filter(({ at }) => new Date(at).getTime() >= oldest);
  const due = state.missing
    .filter((one) => !one.isGivenUp && new Date(one.due) <= now)
    .sort((a, b) => a.at.localeCompare(b.at));
  for (const one of due) {
    if (count.asked >= limits.redeliveries) return;
    signal.throwIfAborted();
    if (one.asked >= limits.attempts) {
      one.isGivenUp = true;
      count.givenUp += 1;
    } else if (await ask(parts, one)) {
      one.asked += 1;
      one.due = new Date(now.getTime() + limits.retrySeconds * 1000 * 2 ** (one.asked - 1)).toISOString();
      count.asked += 1;
    } else {
      state.missing = state.missing.filter((other) => other !== one);
    }
  }
}

/** False where there is nothing to be asked for: GitHub has it no more, or it was never stored here. */
async function ask(parts: RedeliverParts, { id, how }: Missing): Promise<boolean> {
  try {
    if (how === 'lost' && !storedAnswers.includes(await parts.readAnswer(id))) return false;
    await parts.redeliver(id);
    return true;
  } catch (error) {
    if (error instanceof NotFound || error instanceof Refused) return false;
    throw error;
  }
}
