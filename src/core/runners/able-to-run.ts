import type { CapabilityNeed, CapabilityNeeds } from '../capability/capability-need.ts';
import { acceleratorsOf } from '../workflow/accelerator.ts';
import type { LabelSet } from '../workflow/label-set.ts';
import { platformOf } from '../workflow/platform.ts';
import type { RunnerPool } from './runner-pool.ts';

/** Whether a runner could run a job, and where that can't be known, why. */
export type Ability =
  | { readonly able: 'yes' | 'no' }
  | { readonly able: 'unknown'; readonly because: string };

/** A job as far as it matters to a runner. */
export interface Demands {
  /** The labels by which it gets to runners of one's own; what GitHub's runners take says nothing of these. */
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
  const arch = labelSets.map((asked) => unnamedArchitecture(pool, asked)).find((why) => why !== undefined);
  if (arch !== undefined) return { able: 'unknown', because: arch };
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

/**
 * Whether the labels name two operating systems, two architectures, or accelerators that the other one lacks: what runs
 * on the one does not run on the other. Machines that only jobs speak of are not offered what asks for no accelerator,
 * if they have one: they are few and dear, and whoever needs them asks for them.
 */
function areOfOtherKinds(asked: LabelSet, { labels, shownBy }: RunnerPool): boolean {
  const [one, other] = [platformOf(asked), platformOf({ labels })];
  const differ = (here: string | undefined, there: string | undefined) =>
    here !== undefined && there !== undefined && here !== there;
  if (differ(one.os, other.os) || differ(one.arch, other.arch)) return true;
  const [wanted, there] = [acceleratorsOf(asked), acceleratorsOf({ labels })];
  if ([...wanted].some((word) => !there.has(word))) return true;
  return shownBy !== undefined && there.size > wanted.size;
}

/** Why the architecture may not fit: the one side names an unusual one, and the other names none. */
function unnamedArchitecture({ name, labels }: RunnerPool, asked: LabelSet): string | undefined {
  const [wanted, there] = [platformOf(asked).arch, platformOf({ labels }).arch];
  if (wanted !== undefined && wanted !== 'x64' && there === undefined)
    return `the job asks for \`${wanted}\`, and the labels of ${name} name no architecture`;
  if (there !== undefined && there !== 'x64' && wanted === undefined)
    return `the labels of ${name} name \`${there}\`, and the job asks for no architecture`;
  return undefined;
}
