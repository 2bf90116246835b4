import type { Policy } from '../policy/policy.ts';
import { rules as allRules } from '../rules/index.generated.ts';
import type { Rule } from '../rules/rule.ts';
import { compareFindings } from './compare.ts';
import type { Report } from './finding.ts';
import { findMoves } from './moves.ts';
import { type Numbered, numberFindings, plainFinding } from './number-findings.ts';
import { parseRepository } from './parsed-repository.ts';
import type { Repository, RepositoryFacts } from './repository.ts';
import { runRules } from './run-rules.ts';
import { stateFindings } from './state-findings.ts';
import { type Weighed, weighSuppressions } from './suppress.ts';
import type { Tree } from './tree.ts';
import { WorkflowCache } from './workflow-cache.ts';

/** What an audit looks at. */
export interface AuditInput {
  readonly head: Tree;
  /** Without a base, every finding is introduced. */
  readonly base?: Tree;
  readonly policy: Policy;
  readonly facts: RepositoryFacts;
  /** Only these rules; all by default. */
  readonly rules?: ReadonlySet<string>;
  readonly cache?: WorkflowCache;
  /** Whether suppressions that the base doesn't have count; a fork's should be ignored. Honoured by default. */
  readonly addedSuppressions?: 'honour' | 'ignore';
  /** The rules to choose from, for tests of the audit itself. */
  readonly registry?: readonly Rule[];
}

/** Audits a repository's files: the same input gives the same report, byte for byte. */
export function audit(input: AuditInput): Report {
  const cache = input.cache ?? new WorkflowCache(Number.POSITIVE_INFINITY);
  const repositoryAt = (tree: Tree) => parseRepository(tree, input, cache);
  const head = examine(repositoryAt(input.head), input, cache);
  const base = input.base && examine(repositoryAt(input.base), input, cache);
  const comparison =
    base && compareFindings(head.findings, base.findings, findMoves(base.repository, head.repository));
  const { findings, suppressions } = stateFindings(
    head.findings,
    comparison,
    input.addedSuppressions ?? 'honour',
  );
  return {
    workflows: head.repository.workflows.length,
    findings,
    resolved: (comparison?.gone ?? []).filter(isAchievement).map(plainFinding),
    suppressions,
    failures: [
      ...head.failures,
      ...(base?.failures ?? []).filter((one) => !head.failures.some(sameFailure(one))),
    ],
  };
}

type Failure = Report['failures'][number];

function sameFailure(one: Failure): (other: Failure) => boolean {
  return (other) => other.rule === one.rule && other.where === one.where && other.error === one.error;
}

/** What was allowed before is no achievement when it goes, and a note on a suppression neither. */
function isAchievement(gone: Weighed): boolean {
  return gone.allowedBy === undefined && gone.finding.rule !== 'suppression';
}

interface Examination {
  readonly repository: Repository;
  readonly findings: readonly (Weighed & Numbered)[];
  readonly failures: Report['failures'];
}

function examine(
  repository: Repository,
  { rules: wanted, registry = allRules }: AuditInput,
  cache: WorkflowCache,
): Examination {
  const chosen = registry.filter((rule) => wanted === undefined || wanted.has(rule.id));
  const { findings, inForce, failures } = runRules(repository, chosen, cache.findings);
  const weighed = weighSuppressions(findings, repository, {
    all: new Set(registry.map(({ id }) => id)),
    inForce,
  });
  return { repository, findings: numberFindings(weighed), failures };
}
