import type { CapabilityNeed, CapabilityNeeds } from '../capability/capability-need.ts';
import type { LabelSet } from '../workflow/label-set.ts';
import { platformOf } from '../workflow/platform.ts';
import type { RunnerPool } from './runner-pool.ts';

/** Whether a runner could run a job, and where that can't be known, why. */
export type Ability =
  | { readonly able: 'yes' | 'no' }
  | { readonly able: 'unknown'; readonly because: string };

/** A job as far as it matters to a runner. */
export interface Demands {
  readonly labelSets: readonly LabelSet[];
  readonly needs: CapabilityNeeds;
}

/** Whether a runner has the system and the capabilities that a job needs. */
export function abilityOf(pool: RunnerPool, { labelSets, needs }: Demands): Ability {
  if (labelSets.length > 0 && labelSets.every((asked) => areOfOtherKinds(asked, pool))) return { able: 'no' };
  if (needs.needs.some(({ capability }) => pool.provides(capability) === 'no')) return { able: 'no' };
  const unsure = needs.needs.find(
    (need) => pool.provides(need.capability) === 'unknown' && !needs.lookedFor.has(need.capability),
  );
  if (unsure !== undefined) return { able: 'unknown', because: unsureWords(pool, unsure) };
  const [unread] = needs.unread;
  if (unread !== undefined && pool.provides('docker') !== 'yes') {
    return {
      able: 'unknown',
      because: `the action \`${unread}\` may need Docker, which ${pool.name} is not known to provide`,
    };
  }
  return { able: 'yes' };
}

function unsureWords(pool: RunnerPool, { capability, because }: CapabilityNeed): string {
  return `${because}, and whether ${pool.name} provides \`${capability}\` is not declared`;
}

/** Whether the labels name two operating systems or two architectures: what runs on the one does not run on the other. */
function areOfOtherKinds(asked: LabelSet, { labels }: RunnerPool): boolean {
  const [one, other] = [platformOf(asked), platformOf({ labels })];
  const differ = (here: string | undefined, there: string | undefined) =>
    here !== undefined && there !== undefined && here !== there;
  return differ(one.os, other.os) || differ(one.arch, other.arch);
}
