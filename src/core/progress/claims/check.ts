import type { LabelSet } from '../../workflow/label-set.ts';

/** A runner that a claim speaks of: one that the policy declares, or one that the plan names by its labels. */
export interface NamedRunner {
  readonly name: string;
  /** Each a set of labels by which jobs may ask for the runner. */
  readonly labelSets: readonly (readonly string[])[];
  /** The plan names it, and a policy that declares others doesn't. */
  readonly isUndeclared?: true;
}

/** The runners that a claim is about. */
export interface AskedRunners {
  /** Empty where neither the policy nor the plan says which they are. */
  readonly named: readonly NamedRunner[];
  /** How many different runners it takes at least. */
  readonly atLeast: number;
}

/** What a document is said to speak of. */
export interface Topic {
  /** As the plan has it. */
  readonly words: string;
  /** The words that tell this topic from the others of the plan: without them the topic can't be there. */
  readonly telling: readonly string[];
  /** Texts that must stand there letter by letter: the plan has them as code. */
  readonly literals: readonly string[];
  /** A heading of its own is promised, not only a word of it. */
  readonly asSection: boolean;
}

/** What can be checked of an item: the kinds of evidence. Paths are from the repository's root. */
export type Check =
  /** None of the paths is there (several where the plan doesn't say in which folder). */
  | { readonly kind: 'file-absent'; readonly paths: readonly string[] }
  | { readonly kind: 'file-present'; readonly path: string }
  | { readonly kind: 'file-mentions'; readonly path: string; readonly topic: Topic }
  | { readonly kind: 'file-omits'; readonly path: string; readonly literals: readonly string[] }
  /** A job of the workflow runs on each of the runners; without runners: has a matrix of two legs or more. */
  | { readonly kind: 'workflow-matrix'; readonly path: string; readonly runners: AskedRunners | undefined }
  /** Some job asks for each of the label sets. */
  | { readonly kind: 'labels-used'; readonly labelSets: readonly LabelSet[] }
  /** A workflow runs these of a runtime's commands in an order that works; without paths: any workflow. */
  | {
      readonly kind: 'lifecycle-step';
      readonly runtime: string;
      readonly step: LifecycleStep;
      readonly paths: readonly string[];
    }
  /** Containers are created, and removed on every path; without paths: in every workflow that creates one. */
  | { readonly kind: 'container-clean-up'; readonly paths: readonly string[] }
  | { readonly kind: 'audit-clean'; readonly rule: string; readonly path: string | undefined }
  | { readonly kind: 'issue-exists'; readonly issue: number; readonly described: 'described' | 'whatever' }
  | { readonly kind: 'issue-mentions'; readonly issue: number; readonly topics: readonly Topic[] }
  | { readonly kind: 'runners-operational'; readonly runners: AskedRunners }
  /** Without paths: the workflows whose jobs run on several runners. */
  | { readonly kind: 'ran-in-parallel'; readonly paths: readonly string[]; readonly runners: AskedRunners }
  | {
      readonly kind: 'passed-on-every-runner';
      readonly paths: readonly string[];
      readonly runners: AskedRunners;
    }
  /** Without paths: every workflow that runs on pushes or pull requests. */
  | { readonly kind: 'workflow-passed'; readonly paths: readonly string[] }
  | {
      readonly kind: 'time-fell';
      readonly paths: readonly string[];
      /** A share, 0 to 1. */
      readonly from: number;
      /** The upper end of a range, for the words only: more than asked for is done too. */
      readonly to: number | undefined;
      /** `strict` where the plan says "at least": then the whole interval must be above. */
      readonly reading: 'strict' | 'about';
    };

/** The name of a kind of evidence, as JSON has it and as the policy's `evidence` takes it. */
export type CheckKind = Check['kind'];

/** The steps of a container's life that an E2E test goes through, in their order. */
export const lifecycleSteps = ['create', 'start', 'stop', 'delete'] as const;

/** One of the four steps of a container's life. */
export type LifecycleStep = (typeof lifecycleSteps)[number];

/** What an item claims: the checks that must all hold, or the reason why there are none. */
export type Claim =
  | {
      readonly kind: 'checks';
      readonly checks: readonly [Check, ...Check[]];
      readonly source: 'words' | 'policy';
      /** What the item promises besides, in its own words: nothing checks it. */
      readonly rest?: readonly string[];
    }
  | { readonly kind: 'none'; readonly because: string };
