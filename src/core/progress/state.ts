import type { Verdict } from './evidence/evidence.ts';

/** The states of an item, in the order in which they are counted. */
export const states = ['verified', 'claimed', 'contradicted', 'ready to tick', 'open'] as const;

/** What an item is after its evidence is weighed. */
export type ItemState = (typeof states)[number];

/** Ticked: evidence agrees, is silent, or says no. Unticked: evidence says done, or it is open. */
export function stateOf(box: 'ticked' | 'unticked', verdict: Verdict): ItemState {
  if (box === 'unticked') return verdict === 'holds' ? 'ready to tick' : 'open';
  if (verdict === 'unknown') return 'claimed';
  return verdict === 'holds' ? 'verified' : 'contradicted';
}
