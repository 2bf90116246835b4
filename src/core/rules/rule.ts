import type { z } from 'zod';
import type { LostWork } from '../audit/finding.ts';
import type { Repository } from '../audit/repository.ts';
import type { Severity } from '../audit/severity.ts';
import type { Policy } from '../policy/policy.ts';
import type { SourceText, Span } from '../source/source-text.ts';
import type { Job, Step, Workflow } from '../workflow/model.ts';

/** A span in a file. */
export interface Place {
  readonly source: SourceText;
  readonly span: Span;
}

/** What a rule's hook yields: an offence at a place, in words. The audit makes a finding of it. */
export interface Offence {
  /** A node or a span of the file that the hook was called for, or a place in another file. */
  readonly at: { readonly span: Span } | Span | Place;
  /** What is wrong; one sentence. */
  readonly message: string;
  /**
   * Tells this offence from others of the same rule, file, job and step (a container's name, a matrix key): goes
   * into the fingerprint, so no line numbers, and nothing of the other half.
   */
  readonly key?: string;
  /** In place of the rule's own, where this offence has something better to say. */
  readonly reason?: string;
  readonly remedy?: string;
  /** Lowers the severity of this one offence (`note` for what cannot be known). */
  readonly severity?: Severity;
  readonly related?: readonly { readonly at: Place; readonly message: string }[];
  /** Where a hook of a wider scope speaks of a job or a step. */
  readonly job?: Job;
  readonly step?: Step;
  readonly coverage?: number;
  readonly lost?: readonly LostWork[];
}

export interface WorkflowScope<Options> {
  readonly repository: Repository;
  readonly options: Options;
  readonly workflow: Workflow;
}
export interface JobScope<Options> extends WorkflowScope<Options> {
  readonly job: Job;
}
export interface StepScope<Options> extends JobScope<Options> {
  readonly step: Step;
}

/**
 * A rule is one value. Hooks are pure generators, called from the widest to the narrowest scope, and keep nothing
 * between calls. What they read besides the workflow they read through the scope's `repository`: the audit notes it, and
 * calls them again for a workflow only when something changed that they read. Files with problems reach only the
 * `workflow` hook of rules with `readsBroken`.
 */
export interface Rule<Options = unknown> {
  /** The offence, in kebab-case. */
  readonly id: string;
  /** The severity where the policy does not say; some rules are stricter once the policy declares runners. */
  readonly severity: Severity | ((policy: Policy, repository: Pick<Repository, 'visibility'>) => Severity);
  /** The default in words, for the table in the README. */
  readonly severityNote?: string;
  /** What the rule finds; one line. */
  readonly summary: string;
  readonly why: string;
  readonly remedy: string;
  /** What counts and what doesn't, where its name leaves that open: sentences for its page. */
  readonly details?: readonly string[];
  /** The rule's options in the policy, each with a default and a description. */
  readonly options: z.ZodType<Options>;
  readonly readsBroken?: true;
  repository?(scope: {
    readonly repository: Repository;
    readonly options: Options;
  }): Iterable<Offence & { readonly at: Place }>;
  workflow?(scope: WorkflowScope<Options>): Iterable<Offence>;
  job?(scope: JobScope<Options>): Iterable<Offence>;
  step?(scope: StepScope<Options>): Iterable<Offence>;
}

/** Types a rule's options from its schema. */
export function defineRule<Options>(rule: Rule<Options>): Rule<Options> {
  return rule;
}
