import type { Progress } from '../progress.ts';
import { states } from '../state.ts';
import { stateSigns } from './item-row.ts';

/** How many items are in each state, in one line. */
export function countsLine({ counts }: Pick<Progress, 'counts'>): string {
  return states.map((state) => `${stateSigns[state]} ${counts[state]} ${state}`).join(' · ');
}
