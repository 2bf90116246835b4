import type { SourceText, Span } from '../source/source-text.ts';

/** A scalar of the file: its value as YAML reads it, and where each part of that value stands. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly span: Span;
  /** The value as YAML 1.2's core schema reads it. */
  readonly value: string | number | boolean | null;
  /** The value as text: what a script or an expression sees (`null` is empty). */
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** The file's span of a range of `text` (UTF-16 offsets): block, folded and quoted scalars are mapped back. */
  locate(start: number, end: number): Span;
}

/** A list of the file, its anchors and aliases resolved. */
export interface SequenceNode {
  readonly kind: 'sequence';
  readonly span: Span;
  readonly items: readonly ValueNode[];
}

/** A mapping of the file, in the file's order; where a key stands twice both entries are here. */
export interface MappingNode {
  readonly kind: 'mapping';
  readonly span: Span;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: ValueNode;
  /** From the key's start to the value's end. */
  readonly span: Span;
}

/** Any node of the file. */
export type ValueNode = ScalarNode | SequenceNode | MappingNode;

/** Why GitHub would refuse the file: by GitHub's own parser, or by YAML itself. */
export interface WorkflowProblem {
  readonly kind: 'yaml' | 'schema' | 'unreadable';
  readonly message: string;
  readonly span: Span;
  /** What to do, where the problem is one of the usual traps. */
  readonly remedy?: string;
}

/** A comment of the file, without its `#`. */
export interface Comment {
  readonly text: string;
  readonly span: Span;
}

/** An event that starts the workflow, with its filters as they stand in the file. */
export interface Trigger {
  readonly event: string;
  readonly span: Span;
  readonly types: readonly ScalarNode[] | undefined;
  readonly branches: readonly ScalarNode[] | undefined;
  readonly branchesIgnore: readonly ScalarNode[] | undefined;
  readonly tags: readonly ScalarNode[] | undefined;
  readonly tagsIgnore: readonly ScalarNode[] | undefined;
  readonly paths: readonly ScalarNode[] | undefined;
  readonly pathsIgnore: readonly ScalarNode[] | undefined;
  /** `workflow_run`: the names of the workflows waited for. */
  readonly workflows: readonly ScalarNode[] | undefined;
  /** `schedule`: the cron expressions. */
  readonly crons: readonly ScalarNode[] | undefined;
  /** `schedule`: for each of them the time zone in which it is meant; undefined for UTC. */
  readonly timeZones: readonly (string | undefined)[] | undefined;
  /** `workflow_dispatch`, `workflow_call`: the declared inputs. */
  readonly inputs: readonly InputDefinition[];
  /** `workflow_call`: the declared outputs. */
  readonly outputs: readonly Entry[];
}

export interface InputDefinition {
  readonly name: string;
  readonly span: Span;
  readonly type: string | undefined;
  readonly default: ValueNode | undefined;
  readonly options: readonly ScalarNode[];
  readonly required: boolean;
}

/** A workflow file. A file with problems has whatever could still be read, so that nothing downstream needs a special case. */
export interface Workflow {
  readonly path: string;
  readonly source: SourceText;
  /** Identifies the content (a git blob id or another digest of it). */
  readonly id: string;
  readonly problems: readonly WorkflowProblem[];
  readonly comments: readonly Comment[];
  readonly root: MappingNode | undefined;
  readonly name: ScalarNode | undefined;
  readonly on: readonly Trigger[];
  readonly onSpan: Span | undefined;
  readonly env: readonly Entry[];
  readonly defaults: RunDefaults;
  readonly permissions: ValueNode | undefined;
  readonly concurrency: ValueNode | undefined;
  readonly jobs: readonly Job[];
}

/** `defaults.run` of a workflow or a job. */
export interface RunDefaults {
  readonly shell: ScalarNode | undefined;
  readonly workingDirectory: ScalarNode | undefined;
}

export interface Job {
  readonly id: string;
  /** The job's key. */
  readonly idSpan: Span;
  /** The whole job, key included. */
  readonly span: Span;
  readonly node: ValueNode;
  readonly name: ScalarNode | undefined;
  readonly needs: readonly ScalarNode[];
  readonly if: ScalarNode | undefined;
  readonly runsOn: ValueNode | undefined;
  /** A call of a reusable workflow. */
  readonly uses: ScalarNode | undefined;
  readonly with: readonly Entry[];
  readonly secrets: ValueNode | undefined;
  readonly strategy: Strategy | undefined;
  readonly container: ValueNode | undefined;
  readonly services: readonly Entry[];
  readonly env: readonly Entry[];
  readonly defaults: RunDefaults;
  readonly concurrency: ValueNode | undefined;
  readonly permissions: ValueNode | undefined;
  readonly environment: ValueNode | undefined;
  readonly outputs: readonly Entry[];
  readonly timeoutMinutes: ScalarNode | undefined;
  readonly continueOnError: ScalarNode | undefined;
  readonly steps: readonly Step[];
}

export interface Strategy {
  readonly span: Span;
  readonly matrix: ValueNode | undefined;
  readonly failFast: ScalarNode | undefined;
  readonly maxParallel: ScalarNode | undefined;
}

export interface Step {
  /** From 0. */
  readonly index: number;
  readonly span: Span;
  readonly id: ScalarNode | undefined;
  readonly name: ScalarNode | undefined;
  readonly if: ScalarNode | undefined;
  readonly uses: ScalarNode | undefined;
  readonly run: ScalarNode | undefined;
  readonly shell: ScalarNode | undefined;
  readonly workingDirectory: ScalarNode | undefined;
  readonly with: readonly Entry[];
  readonly env: readonly Entry[];
  readonly continueOnError: ScalarNode | undefined;
  readonly timeoutMinutes: ScalarNode | undefined;
}
