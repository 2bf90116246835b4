import type { Effect } from '../shell/domain.ts';
import type { Live, LiveContainers } from './container.ts';

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

/** A container after it was started. */
export function started(live: Live): Live {
  return live.state === 'created' || live.state === 'stopped' ? { ...live, state: 'running' } : live;
}
