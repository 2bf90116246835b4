import { Recent } from '../../github/recent.ts';

/** So many are told at once, after a rest. */
const atOnce = 20;
/** From then on one in so many milliseconds. */
const oneIn = 60_000;

/**
 * Whom to tell that they may not command: anybody with an account can write commands by the hundred, and each sign is a
 * write out of the budget that the checks of the same installation need.
 */
export class Refusals {
  readonly #paidAt = new Recent<number, number>(10_000);
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Whether one more of an installation is told; counts it if so. */
  take(installation: number): boolean {
    const now = this.#now();
    const paidAt = Math.max(now, this.#paidAt.get(installation) ?? 0);
    if (paidAt - now > (atOnce - 1) * oneIn) return false;
    this.#paidAt.set(installation, paidAt + oneIn);
    return true;
  }
}
