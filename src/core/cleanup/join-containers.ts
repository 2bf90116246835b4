import type { Decider } from '../shell/domain.ts';
import { type ContainerState, isThere, type Live, type LiveContainers } from './container.ts';

/**
 * The containers that may be there after one of several branches. What a branch made may be there. What was there
 * before, and one branch removed, counts as removed where the state of things chose the branch (`if docker inspect
 * x; then docker rm -f x; fi`), and as left where success or failure chose it. A later step that removes a container
 * behind work of its own is taken at its word.
 */
export function joinContainers(
  before: LiveContainers,
  branches: readonly LiveContainers[],
  decidedBy: Decider,
): LiveContainers {
  const [first, ...rest] = branches;
  if (first === undefined) return before;
  if (rest.every((branch) => branch === first)) return first;
  const joined = new Map<number, Live>();
  for (const branch of branches)
    for (const [id, live] of branch) {
      const wasThere = isThere(before.get(id));
      const trusted = decidedBy === 'state' || (decidedBy === 'work' && live.entered);
      if (trusted && wasThere && branches.some((other) => !isThere(other.get(id)))) {
        if (!isThere(live) && branches.every((other) => other.has(id))) joined.set(id, live);
        continue;
      }
      const known = joined.get(id);
      if (known === undefined || rankOf(live) > rankOf(known)) joined.set(id, live);
    }
  return joined;
}

/** The likelier a container is there, the higher. */
function rankOf({ state, isRemovedAfterRisk }: Live): number {
  return isRemovedAfterRisk === true ? order['perhaps-gone'] : order[state];
}

const order: Record<ContainerState, number> = {
  'perhaps-gone': 0,
  'removed-unforced': 1,
  created: 2,
  stopped: 3,
  running: 4,
};
