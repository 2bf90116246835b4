import { parseDocument } from 'yaml';
import { audit } from '../src/core/audit/audit.ts';
import type { RepositoryFacts } from '../src/core/audit/repository.ts';
import type { Tree, TreeEntry } from '../src/core/audit/tree.ts';
import { WorkflowCache } from '../src/core/audit/workflow-cache.ts';
import { defaultPolicy } from '../src/core/policy/default-policy.ts';
import { elapsed, type Spread, spreadOf } from './spread.ts';

/** What the bench supposes of a repository. */
export const facts: RepositoryFacts = { visibility: 'private', remoteActions: new Map() };

/** Milliseconds over rounds in which all three were measured in turn over the same files. */
export interface AuditFigures {
  readonly workflows: number;
  readonly kilobytes: number;
  readonly yaml: Spread;
  readonly cold: Spread;
  /** Cold beside `yaml`, round by round: what else the machine does in a round slows both. */
  readonly ratio: Spread;
  /** One file changed since the last audit. */
  readonly warm: Spread;
}

/** So many warm audits follow each cold one, as pull request follows pull request: each changes another file. */
const warmAudits = 10;

/** Measures reading with `yaml` alone, a cold audit, and a warm one in which one file of all changed. */
export function benchAudit(head: Tree, entries: readonly TreeEntry[], rounds: number): AuditFigures {
  const texts = textsOf(entries);
  const samples = { yaml: [] as number[], cold: [] as number[], warm: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const yaml = elapsed(() => {
      for (const text of texts) parseDocument(text, { uniqueKeys: false });
    });
    const cache = new WorkflowCache(Number.POSITIVE_INFINITY);
    const cold = elapsed(() => audit({ head, policy: defaultPolicy, facts, cache }));
    const warm = Array.from({ length: warmAudits }, (_, index) => {
      const changed = withOneChange(head, entries, round * warmAudits + index);
      return elapsed(() => audit({ head: changed, policy: defaultPolicy, facts, cache }));
    });
    // The first round warms the compiler up and is not counted.
    if (round === 0) continue;
    samples.yaml.push(yaml);
    samples.cold.push(cold);
    samples.warm.push(...warm);
  }
  return {
    workflows: texts.length,
    kilobytes: texts.reduce((sum, text) => sum + text.length, 0) / 1024,
    yaml: spreadOf(samples.yaml),
    cold: spreadOf(samples.cold),
    ratio: spreadOf(samples.cold.map((cold, index) => cold / (samples.yaml[index] ?? Number.NaN))),
    warm: spreadOf(samples.warm),
  };
}

/** The texts of the entries that have one. */
export function textsOf(entries: readonly TreeEntry[]): string[] {
  return entries.flatMap((entry) => (entry.kind === 'text' ? [entry.text] : []));
}

/** The tree with one workflow changed, another one each round. */
function withOneChange(head: Tree, entries: readonly TreeEntry[], round: number): Tree {
  const entry = entries[(round * 37) % entries.length];
  if (entry?.kind !== 'text') return head;
  const text = entry.text.replace(/timeout-minutes: \d+/, `timeout-minutes: ${30 + round}`);
  const changed: TreeEntry = {
    ...entry,
    id: `${entry.id}-changed-${round}`,
    text: `${text}# changed ${round}\n`,
  };
  const tree = new Map(entries.map((one) => [one.path, one === entry ? changed : one]));
  return Object.assign(tree, { get: (path: string) => Map.prototype.get.call(tree, path) ?? head.get(path) });
}
