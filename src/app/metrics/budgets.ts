import { Recent } from '../../github/recent.ts';
import type { BudgetSeen } from '../../github/watch-budget.ts';

/** How much of its hour an installation has left. */
export const leftovers = ['none', 'under-10-percent', 'under-half', 'half-or-more'] as const;

/** A share from 0 to 1 of what an installation may ask in an hour. */
export interface ShareLeft {
  readonly installation: number;
  readonly resource: string;
  readonly share: number;
}

/** What there is to tell of all budgets. */
export interface BudgetsNow {
  /** Those of the installations that have least left, least first. */
  readonly lowest: readonly ShareLeft[];
  /** How many budgets there are, by resource and how much is left. */
  readonly counts: ReadonlyMap<string, Readonly<Record<(typeof leftovers)[number], number>>>;
}

/** How many budgets are remembered. */
const most = 20_000;
/** GitHub's other resources (search, …) are none that the App asks. */
const resources = ['core', 'graphql'] as const;

/** The budgets of installations, as GitHub's last answers told them. What is told of them stays small however many there are. */
export class Budgets {
  readonly #known = new Recent<string, BudgetSeen>(most);

  note(seen: BudgetSeen): void {
    if (resources.some((one) => one === seen.resource))
      this.#known.set(`${seen.resource} ${seen.installation}`, seen);
  }

  /** The budgets whose hour still lasts at `now` (milliseconds since 1970), with the `listed` lowest of them. */
  now(now: number, listed: number): BudgetsNow {
    const lasting = [...this.#known.values()].filter(({ resetAt }) => resetAt > now);
    const shares = lasting.map(({ installation, resource, remaining, limit }) => ({
      installation,
      resource,
      share: remaining / limit,
    }));
    const counts = new Map(resources.map((resource) => [resource as string, countOf(shares, resource)]));
    return { lowest: shares.toSorted((a, b) => a.share - b.share).slice(0, listed), counts };
  }
}

function countOf(shares: readonly ShareLeft[], resource: string) {
  const counts = { none: 0, 'under-10-percent': 0, 'under-half': 0, 'half-or-more': 0 };
  for (const one of shares) if (one.resource === resource) counts[leftoverOf(one.share)] += 1;
  return counts;
}

function leftoverOf(share: number): (typeof leftovers)[number] {
  if (share <= 0) return 'none';
  if (share < 0.1) return 'under-10-percent';
  return share < 0.5 ? 'under-half' : 'half-or-more';
}
