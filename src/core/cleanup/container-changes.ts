import type { Call, Effect } from '../shell/domain.ts';
import { isThere, type Live, type LiveContainers } from './container.ts';

/** What a command of no interest of its own does: it may fail, and its failure says something. */
export function work(facts: LiveContainers): Effect<LiveContainers> {
  return { facts, outcome: 'may-fail' as const, onlyLooks: false };
}

/** What is true when something has run that may have removed any container. */
export function perhapsGone(facts: LiveContainers): LiveContainers {
  if (facts.size === 0) return facts;
  return new Map([...facts].map(([id, live]) => [id, { ...live, state: 'perhaps-gone' }]));
}

/** A container after it was stopped; undefined where it is gone then. */
export function stopped(live: Live): Live | undefined {
  if (live.container.made.removesItself) return undefined;
  return live.state === 'running' ? { ...live, state: 'stopped' } : live;
}

/** Each container after a command of a clean-up that ends it where it fails. */
export function atRisk(facts: LiveContainers, { at, inTrap }: Call): LiveContainers {
  let changed: Map<number, Live> | undefined;
  for (const [id, live] of facts) {
    if (live.risk !== undefined || !isThere(live) || !(live.entered || inTrap)) continue;
    changed ??= new Map(facts);
    changed.set(id, { ...live, risk: at });
  }
  return changed ?? facts;
}

/** A container after its removal; undefined where it is gone for certain. */
export function removed(live: Live): Live | undefined {
  return live.risk === undefined ? undefined : { ...live, isRemovedAfterRisk: true };
}

/** The containers of commands in the background after these have come to their end. */
export function waitedFor(facts: LiveContainers): LiveContainers {
  const changed = new Map(facts);
  for (const [id, live] of facts) {
    if (live.container.made.background !== true || live.entered) continue;
    const after = stopped(live);
    if (after === undefined) changed.delete(id);
    else changed.set(id, after);
  }
  return changed.size === facts.size && [...changed].every(([id, live]) => facts.get(id) === live)
    ? facts
    : changed;
}

/** A container after it was started. */
export function started(live: Live): Live {
  return live.state === 'created' || live.state === 'stopped' ? { ...live, state: 'running' } : live;
}
