import type { Severity } from '../audit/severity.ts';
import type { LabelSet } from '../workflow/label-set.ts';

/** A runner that the policy declares. */
export interface Runner {
  readonly name: string;
  readonly labels: readonly string[];
  /** Other label sets by which workflows may ask for the same runner. */
  readonly aliases: readonly (readonly string[])[];
  /** Capabilities, such as `crun` or `docker`; undefined where the policy does not say. */
  readonly provides: readonly string[] | undefined;
}

/** What tells that a job needs a capability, besides what is inferred. */
interface CapabilityHints {
  readonly actions: readonly string[];
  readonly commands: readonly string[];
}

/** What the policy says of one rule. */
export interface RuleSetting {
  /** Undefined where the policy leaves it to the rule. */
  readonly severity: Severity | 'off' | undefined;
  /** Globs by file or `file#job` that the rule leaves alone. */
  readonly except: readonly string[];
  /** The rule's own options, parsed by the rule's schema. */
  readonly options: unknown;
}

/** A sprint that is followed on an issue. */
export interface Tracking {
  readonly issue: number;
  readonly plan: string | undefined;
  /** ISO date. */
  readonly started: string | undefined;
  readonly tick: boolean;
  readonly comments: boolean;
  readonly evidence: readonly unknown[];
}

/** The policy in force: the repository's, over the organisation's, over the defaults. */
export interface Policy {
  readonly runners: readonly Runner[];
  readonly capabilities: ReadonlyMap<string, CapabilityHints>;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly tracking: readonly Tracking[];
}

/** Whether a runner would take a job that asks for these labels. */
export function runnerTakes(runner: Runner, asked: LabelSet): boolean {
  const carried = [runner.labels, ...runner.aliases];
  return carried.some((labels) => {
    const own = new Set(labels.map((label) => label.toLowerCase()));
    return asked.labels.length > 0 && asked.labels.every((label) => own.has(label.toLowerCase()));
  });
}
