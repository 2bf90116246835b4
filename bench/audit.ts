import { parseDocument } from 'yaml';
import { audit } from '../src/core/audit/audit.ts';
import type { RepositoryFacts } from '../src/core/audit/repository.ts';
import type { Tree, TreeEntry } from '../src/core/audit/tree.ts';
import { WorkflowCache } from '../src/core/audit/workflow-cache.ts';
import { defaultPolicy } from '../src/core/policy/default-policy.ts';

const facts: RepositoryFacts = { visibility: 'private', remoteActions: new Map() };

/** Milliseconds a workflow, medians over rounds in which all three were measured in turn over the same files. */
export interface AuditFigures {
  readonly workflows: number;
  readonly kilobytes: number;
  readonly yaml: number;
  readonly cold: number;
  /** Of the whole audit, not a workflow: one file changed since the last one. */
  readonly warmWhole: number;
}

/** Measures reading with `yaml` alone, a cold audit, and a warm one in which one file of all changed. */
export function benchAudit(entries: readonly TreeEntry[], rounds: number): AuditFigures {
  const texts = entries.flatMap((entry) => (entry.kind === 'text' ? [entry.text] : []));
  const samples = { yaml: [] as number[], cold: [] as number[], warm: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const yaml = elapsed(() => {
      for (const text of texts) parseDocument(text, { uniqueKeys: false });
    });
    const cache = new WorkflowCache(Number.POSITIVE_INFINITY);
    const head = treeOf(entries);
    const cold = elapsed(() => audit({ head, policy: defaultPolicy, facts, cache }));
    const changed = withOneChange(entries, round);
    const warm = elapsed(() => audit({ head: changed, policy: defaultPolicy, facts, cache }));
    // The first round warms the compiler up and is not counted.
    if (round > 0) {
      samples.yaml.push(yaml);
      samples.cold.push(cold);
      samples.warm.push(warm);
    }
  }
  return {
    workflows: texts.length,
    kilobytes: texts.reduce((sum, text) => sum + text.length, 0) / 1024,
    yaml: median(samples.yaml) / texts.length,
    cold: median(samples.cold) / texts.length,
    warmWhole: median(samples.warm),
  };
}

function treeOf(entries: readonly TreeEntry[]): Tree {
  return new Map(entries.map((entry) => [entry.path, entry]));
}

function withOneChange(entries: readonly TreeEntry[], round: number): Tree {
  const tree = new Map(treeOf(entries));
  const entry = entries[(round * 37) % entries.length];
  if (entry?.kind !== 'text') return tree;
  const text = entry.text.replace(/timeout-minutes: \d+/, `timeout-minutes: ${30 + round}`);
  tree.set(entry.path, { ...entry, id: `${entry.id}-changed-${round}`, text: `${text}# changed ${round}\n` });
  return tree;
}

function elapsed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The middle of the samples. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}
