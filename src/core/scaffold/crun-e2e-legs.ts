import { Document } from 'yaml';
import type { Policy, Runner } from '../policy/policy.ts';

/** A leg of the model's matrix: a name fit for container ids and artifact names, and the labels to ask for. */
export interface Leg {
  readonly name: string;
  readonly labels: readonly string[];
}

/** One leg for each declared runner that has crun, or of which the policy doesn't say what it has. */
export function crunLegs(policy: Policy): readonly Leg[] {
  const taken = new Set<string>();
  return policy.runners
    .filter(mayHaveCrun)
    .map((runner) => ({ name: uniqueName(runner.name, taken), labels: runner.labels }));
}

/** The legs as the items of a YAML sequence, every line indented by `indent`. */
export function showLegs(legs: readonly Leg[], indent: string): string {
  return legs
    .flatMap(({ name, labels }) => [`${indent}- name: ${flow(name)}`, `${indent}  labels: ${flow(labels)}`])
    .join('\n');
}

function mayHaveCrun(runner: Runner): boolean {
  return runner.provides === undefined || runner.provides.some((one) => one.toLowerCase() === 'crun');
}

/** crun takes `[A-Za-z0-9_.+-]` in an id, and artifact names go without `/ \ : * ? " < > |`. */
function uniqueName(name: string, taken: Set<string>): string {
  const plain = name.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^-+|-+$/g, '') || 'runner';
  let unique = plain;
  for (let count = 2; taken.has(unique.toLowerCase()); count += 1) unique = `${plain}-${count}`;
  taken.add(unique.toLowerCase());
  return unique;
}

function flow(value: string | readonly string[]): string {
  const style = { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 } as const;
  return new Document(value).toString(style).trimEnd();
}
