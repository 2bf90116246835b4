import type { CapabilityNeed, CapabilityNeeds } from '../capability/capability-need.ts';
import type { LabelSet } from '../workflow/label-set.ts';
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

/** GitHub's default labels of a runner's system (docs.github.com, "Using self-hosted runners in a workflow"). */
const systems = ['linux', 'windows', 'macos'];
const architectures = ['x64', 'arm', 'arm64'];

/** Whether a runner has the system and the capabilities that a job needs. */
export function abilityOf(pool: RunnerPool, { labelSets, needs }: Demands): Ability {
  if (labelSets.some(({ labels }) => clash(labels, pool.labels))) return { able: 'no' };
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

function clash(asked: readonly string[], carried: readonly string[]): boolean {
  return [systems, architectures].some((kind) => {
    const wanted = kind.filter((name) => asked.some((label) => label.toLowerCase() === name));
    const has = kind.filter((name) => carried.some((label) => label.toLowerCase() === name));
    return wanted.length > 0 && has.length > 0 && !wanted.some((name) => has.includes(name));
  });
}
