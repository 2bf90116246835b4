import type { Json } from './json-value.ts';
import type { Resolved } from './resolved.ts';

/** What is known of one context (`matrix`, `env`, …) of expressions before the workflow runs. */
export interface PartlyKnown {
  /** By name in lower case: GitHub compares names of properties without regard to case. */
  readonly values: ReadonlyMap<string, Resolved<Json>>;
  /** What a name is that is not among the values: null where all are known, else why it can't be known. */
  readonly others: Resolved<Json>;
  /** Values deep within what is otherwise unknown, by their path in lower case: `event.pull_request.number`. */
  readonly deep?: ReadonlyMap<string, Json>;
}

/** The contexts that an expression may read, by name in lower case; one that is missing is wholly unknown. */
export type Contexts = ReadonlyMap<string, PartlyKnown>;

/** Contexts of which nothing is known. */
export const noContexts: Contexts = new Map();

/** Every context of workflow expressions. Source: docs.github.com, "Contexts reference". */
export const contextNames = [
  'github',
  'env',
  'vars',
  'job',
  'jobs',
  'steps',
  'runner',
  'secrets',
  'strategy',
  'matrix',
  'needs',
  'inputs',
] as const;

/** Why a property of a context can't be known before the workflow runs, in words: `path` as in `needs.setup.outputs.x`. */
export function whyUnknown(path: string): string {
  const [context, name, , output] = path.split('.');
  if (context === 'inputs' && name !== undefined) return `the input \`${name}\` decides`;
  if (context === 'vars' && name !== undefined) return `the variable \`${name}\` decides`;
  if (context === 'secrets' && name !== undefined) return `the secret \`${name}\` decides`;
  if (context === 'needs' && output !== undefined)
    return `the output \`${output}\` of the job \`${name}\` decides`;
  return `\`${path}\` is known only when the workflow runs`;
}
