import type { RemoteAction } from '../../core/audit/repository.ts';
import type { Tree } from '../../core/audit/tree.ts';
import type { AuditFacts } from '../../core/decide/facts.ts';
import type { LookedFor } from './audit-task.ts';

/** What was read for an audit, before it is known what else it looks for. */
export interface FactsRead {
  readonly facts: Omit<AuditFacts, 'known' | 'paths'> & { readonly visibility: 'public' | 'private' };
  /** The commits of `merged` and `base`, where more can be read. */
  readonly commits: { readonly merged: string; readonly base: string | undefined };
  /** The files that were read besides the workflows, there or not. */
  readonly paths: readonly string[];
}

/** Files and actions that were read after the first round. */
export interface MoreRead {
  readonly merged: Tree;
  readonly base: Tree;
  readonly actions: ReadonlyMap<string, RemoteAction | undefined>;
  readonly issues: NonNullable<AuditFacts['issues']>;
}

/** The facts with the actions that are known. */
export function withActions(
  { facts: { visibility, ...facts }, paths }: FactsRead,
  actions: ReadonlyMap<string, RemoteAction | undefined>,
): AuditFacts {
  const remoteActions = new Map(
    [...actions].flatMap(([key, action]) => (action ? [[key, action] as const] : [])),
  );
  return { ...facts, known: { visibility, remoteActions }, paths: new Set(paths) };
}

/** The facts with more files. The head's stay as they are: it only says on which lines annotations stand. */
export function withMore(
  read: FactsRead,
  more: Pick<MoreRead, 'merged' | 'base' | 'issues'>,
  paths: readonly string[],
): FactsRead {
  const { facts } = read;
  const merged = new Map([...facts.merged, ...more.merged]);
  return {
    ...read,
    facts: {
      ...facts,
      merged,
      base: facts.base && new Map([...facts.base, ...more.base]),
      policyTree: facts.policyTree === facts.merged ? merged : facts.policyTree,
      issues: new Map([...(facts.issues ?? []), ...more.issues]),
    },
    paths: [...read.paths, ...paths],
  };
}

/** A policy seldom follows more than one sprint. */
const mostIssues = 10;

/** The part of what was looked for that has not been read, within a bound. */
export function missing(
  lookedFor: LookedFor,
  read: {
    readonly paths: readonly string[];
    readonly actions: Iterable<string>;
    readonly issues: ReadonlySet<number>;
  },
  most: number,
): LookedFor {
  const paths = new Set(read.paths);
  const actions = new Set(read.actions);
  return {
    paths: lookedFor.paths.filter((path) => !paths.has(path)).slice(0, Math.max(0, most - paths.size)),
    actions: lookedFor.actions
      .filter((action) => !actions.has(action))
      .slice(0, Math.max(0, most - actions.size)),
    issues: lookedFor.issues
      .filter((issue) => !read.issues.has(issue))
      .slice(0, Math.max(0, mostIssues - read.issues.size)),
  };
}
