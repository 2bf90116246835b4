import { parseDocument } from 'yaml';
import { audit } from '../src/core/audit/audit.ts';
import type { Tree, TreeEntry } from '../src/core/audit/tree.ts';
import { WorkflowCache } from '../src/core/audit/workflow-cache.ts';
import { defaultPolicy } from '../src/core/policy/default-policy.ts';
import { rules } from '../src/core/rules/index.generated.ts';
import { SourceText } from '../src/core/source/source-text.ts';
import { parseWorkflow } from '../src/core/workflow/parse-workflow.ts';
import { readYaml } from '../src/core/workflow/read-yaml.ts';
import { facts, textsOf } from './audit.ts';
import { elapsed, spreadOf } from './spread.ts';

/** A part of a cold audit, and what it takes. */
export interface Phase {
  readonly name: string;
  readonly milliseconds: number;
}

/**
 * Where a cold audit's time goes, phase by phase and rule by rule, medians over rounds. What rules share (an expanded
 * matrix, say) counts for the first that asks.
 */
export function benchPhases(head: Tree, entries: readonly TreeEntry[], rounds: number): Phase[] {
  const samples = new Map<string, number[]>();
  const files = entries.flatMap((entry) => (entry.kind === 'text' ? [entry] : []));
  for (let round = 0; round <= rounds; round += 1) {
    const add = (name: string, milliseconds: number): void => {
      if (round > 0) samples.set(name, [...(samples.get(name) ?? []), milliseconds]);
    };
    const yaml = elapsed(() => {
      for (const text of textsOf(entries)) parseDocument(text, { uniqueKeys: false });
    });
    const nodes = elapsed(() => {
      for (const { path, text } of files) readYaml(new SourceText(path, text));
    });
    const whole = elapsed(() => files.map(parseWorkflow));
    add('yaml alone', yaml);
    add('nodes with spans, limits, duplicate keys', nodes - yaml);
    add("GitHub's schema, and the model", whole - nodes);
    const cache = new WorkflowCache(Number.POSITIVE_INFINITY);
    const auditWith = (wanted: readonly string[]) =>
      elapsed(() => audit({ head, policy: defaultPolicy, facts, cache, rules: new Set(wanted) }));
    auditWith([]);
    const bare = auditWith([]);
    add('suppressions, order, fingerprints', bare);
    for (const { id } of rules) add(id, Math.max(0, auditWith([id]) - bare));
  }
  return [...samples].map(([name, all]) => ({ name, milliseconds: spreadOf(all).median }));
}
