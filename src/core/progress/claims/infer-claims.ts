import { isWorkflowPath } from '../../audit/tree.ts';
import type { Runner } from '../../policy/policy.ts';
import type { Plan, PlanItem } from '../plan/plan.ts';
import type { Check, Claim } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import { inferAudit } from './infer-audit.ts';
import { inferCleanUp, inferLifecycle } from './infer-containers.ts';
import { inferMentions, inferOmissions } from './infer-documentation.ts';
import { inferFiles } from './infer-files.ts';
import { inferIssue, inferIssueTopics } from './infer-issue.ts';
import { inferLabels, inferMatrix } from './infer-matrix.ts';
import { inferOperational, inferParallel, inferPasses } from './infer-runs.ts';
import { inferTime } from './infer-time.ts';
import { type MarkedItem, markItem } from './marked-item.ts';
import { namedRunners } from './named-runners.ts';
import { pathResolver } from './path-words.ts';
import { rarityIn } from './topic.ts';

/** What inference knows besides the plan's words. */
export interface InferenceFacts {
  /** The runners that the policy declares. */
  readonly declared: readonly Runner[];
  /** The audit's rules, by id. */
  readonly rules: readonly string[];
  /** The repository's files as far as they are known: they tell in which folder a bare name is. */
  readonly paths: readonly string[];
  readonly workflows: readonly { readonly path: string; readonly name: string | undefined }[];
}

const nothing: Claim = { kind: 'none', because: 'its words name nothing that can be checked' };
const struckOut: Claim = { kind: 'none', because: 'it is struck out' };

/** What each item of the plan claims, by its words alone; the claims are in the order of the items. */
export function inferClaims(plan: Plan, facts: InferenceFacts): readonly Claim[] {
  const resolve = pathResolver(fullPaths(plan), facts.paths);
  const marked = plan.items.map((item) => markItem(item, resolve));
  const checks: Check[][] = [];
  const context = contextOf(plan, facts, marked, checks);
  for (const item of marked) checks.push(item.item.struck ? [] : checksOf(item, context));
  return marked.map(({ item }, at) => claimOf(item, checks[at] ?? []));
}

function claimOf(item: PlanItem, checks: readonly Check[]): Claim {
  const [first, ...others] = checks;
  if (first === undefined) return item.struck ? struckOut : nothing;
  return { kind: 'checks', checks: [first, ...others], source: 'words' };
}

/** Documentation speaks about everything: what is promised to be written down is not promised to be done. */
function checksOf(marked: MarkedItem, context: ClaimContext): Check[] {
  const written = inferMentions(marked, context);
  const matrix = inferMatrix(marked, context);
  if (written.length > 0 && matrix.length === 0) return written;
  if (/^(?:document|describe|explain)(?:s|ed|d)?\b/i.test(marked.words)) return [];
  const containers = [...inferLifecycle(marked, context), ...inferCleanUp(marked, context)];
  const found = [
    ...inferFiles(marked),
    ...inferOmissions(marked),
    ...matrix,
    ...(matrix.length > 0 ? [] : inferLabels(marked)),
    ...containers,
    ...inferIssue(marked),
    ...inferIssueTopics(marked, context),
    ...inferAudit(marked, context),
    ...inferTime(marked, context),
    ...inferOperational(marked, context),
    ...inferParallel(marked, context),
    ...inferPasses(marked, context),
  ];
  return withoutTwins(found);
}

function withoutTwins(checks: readonly Check[]): Check[] {
  return [...new Map(checks.map((check) => [JSON.stringify(check), check])).values()];
}

function contextOf(
  plan: Plan,
  facts: InferenceFacts,
  marked: readonly MarkedItem[],
  checks: readonly (readonly Check[])[],
): ClaimContext {
  const bySection = Map.groupBy(marked, ({ item }) => item.section);
  const inSection = (item: PlanItem, before: number): MarkedItem[] =>
    (bySection.get(item.section) ?? []).filter((one) => one.item.index < before);
  const pathsOf = (items: readonly MarkedItem[]): string[] =>
    items.flatMap(({ paths }) => paths.map(([path]) => path));
  return {
    runners: namedRunners(plan, facts.declared),
    rules: facts.rules,
    planWorkflows: planWorkflows(marked),
    workflows: facts.workflows,
    rarity: rarityIn(plan.items.map(({ reading }) => reading)),
    earlierPaths: (item) => pathsOf(inSection(item, item.index)),
    sectionPaths: (item) => pathsOf(inSection(item, Number.POSITIVE_INFINITY)),
    checksSoFar: () => checks.flat(),
    earlierChecks: (item) => inSection(item, item.index).flatMap((one) => checks[one.item.index] ?? []),
  };
}

function fullPaths(plan: Plan): string[] {
  const marked = plan.items.map((item) => markItem(item, (word) => [word]));
  return [...new Set(marked.flatMap(({ paths }) => paths.map(([path]) => path)))].filter((path) =>
    path.includes('/'),
  );
}

/** The workflows that items name, without those that an item deletes. */
function planWorkflows(marked: readonly MarkedItem[]): string[] {
  const named = marked.flatMap(({ paths }) => paths.map(([path]) => path)).filter(isWorkflowPath);
  const gone = new Set(
    marked.flatMap((one) =>
      inferFiles(one).flatMap((check) => (check.kind === 'file-absent' ? check.paths : [])),
    ),
  );
  return [...new Set(named)].filter((path) => !gone.has(path));
}
