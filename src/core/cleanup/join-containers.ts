import type { ContainerState, Live, LiveContainers } from './container.ts';

/**
 * The containers that may be there after one of several branches. What a branch made may be there. What was there
 * before, and one branch removed, counts as removed where the state of things chose the branch (`if docker inspect
 * x; then docker rm -f x; fi`), and as left where success or failure chose it.
 */
export function joinContainers(
  before: LiveContainers,
  branches: readonly LiveContainers[],
  why: 'guard' | 'outcome',
): LiveContainers {
  const [first, ...rest] = branches;
  if (first === undefined) return before;
  if (rest.every((branch) => branch === first)) return first;
  const joined = new Map<number, Live>();
  for (const branch of branches)
    for (const [id, live] of branch) {
      const wasThere = isThere(before.get(id));
      if (why === 'guard' && wasThere && branches.some((other) => !isThere(other.get(id)))) {
        if (live.state === 'doubtful' && branches.every((other) => other.has(id))) joined.set(id, live);
        continue;
      }
      const known = joined.get(id);
      if (known === undefined || order[live.state] > order[known.state]) joined.set(id, live);
    }
  return joined;
}

const order: Record<ContainerState, number> = { doubtful: 0, created: 1, stopped: 2, running: 3 };

function isThere(live: Live | undefined): boolean {
  return live !== undefined && live.state !== 'doubtful';
}
