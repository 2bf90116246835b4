import { isWorkflowPath } from '../../audit/tree.ts';
import type { Runner } from '../../policy/policy.ts';
import type { Plan, PlanItem } from '../plan/plan.ts';
import type { Check, Claim } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import { clausesOf, unmarked } from './clauses.ts';
import { inferAudit } from './infer-audit.ts';
import { inferCleanUp } from './infer-clean-up.ts';
import { inferMentions, inferOmissions } from './infer-documentation.ts';
import { inferFiles } from './infer-files.ts';
import { inferIssue, inferIssueTopics } from './infer-issue.ts';
import { inferLifecycle } from './infer-lifecycle.ts';
import { inferLabels, inferMatrix } from './infer-matrix.ts';
import { inferOperational, inferParallel, inferPasses } from './infer-runs.ts';
import { inferTime } from './infer-time.ts';
import { type MarkedItem, markItem } from './marked-item.ts';
import { namedRunners } from './named-runners.ts';
import { pathResolver } from './path-words.ts';
import { isDocumenting, isHedged, isThinking } from './promise.ts';
import { restOf } from './rest-of.ts';
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
  const read: Read[] = [];
  const context = contextOf(plan, facts, marked, read);
  for (const item of marked) read.push(item.item.struck ? nothingRead : readItem(item, context));
  return marked.map(({ item }, at) => claimOf(item, read[at] ?? nothingRead));
}

/** What an item was read as. */
interface Read {
  readonly checks: readonly Check[];
  /** In its own words what it promises besides. */
  readonly rest: readonly string[];
}

const nothingRead: Read = { checks: [], rest: [] };

function claimOf(item: PlanItem, { checks, rest }: Read): Claim {
  const [first, ...others] = checks;
  if (first === undefined) return item.struck ? struckOut : nothing;
  return { kind: 'checks', checks: [first, ...others], source: 'words', ...(rest.length > 0 && { rest }) };
}

/** Clause by clause: what one of them promises must not pass for the whole. */
function readItem(marked: MarkedItem, context: ClaimContext): Read {
  const { words } = marked;
  if (isThinking(words)) return nothingRead;
  if (isDocumenting(words)) return { checks: inferMentions(marked, context), rest: [] };
  if (isHedged(words)) return nothingRead;
  const clauses = clausesOf(marked).map((clause) => ({
    ...clause,
    checks: checksOf(clause.marked, context),
  }));
  const rest = clauses.flatMap((clause) => restOf(clause.marked.words, clause));
  return {
    checks: withoutTwins(clauses.flatMap(({ checks }) => checks)),
    rest: rest.map((words) => unmarked(words, marked)),
  };
}

/** What is promised to be written down is not promised to be done: documentation speaks about everything. */
function checksOf(marked: MarkedItem, context: ClaimContext): readonly Check[] {
  if (isThinking(marked.words)) return [];
  const matrix = inferMatrix(marked, context);
  const written = matrix.length > 0 ? [] : inferMentions(marked, context);
  if (written.length > 0) return written;
  return [
    ...inferFiles(marked),
    ...inferOmissions(marked),
    ...matrix,
    ...(matrix.length > 0 ? [] : inferLabels(marked)),
    ...inferLifecycle(marked, context),
    ...inferCleanUp(marked, context),
    ...inferIssue(marked),
    ...inferIssueTopics(marked, context),
    ...inferAudit(marked, context),
    ...inferTime(marked, context),
    ...inferOperational(marked, context),
    ...inferParallel(marked, context),
    ...inferPasses(marked, context),
  ];
}

function withoutTwins(checks: readonly Check[]): Check[] {
  return [...new Map(checks.map((check) => [JSON.stringify(check), check])).values()];
}

/** So many items up and down a section are words about one thing: in a section of thousands nobody sees further. */
const farthest = 200;

function contextOf(
  plan: Plan,
  facts: InferenceFacts,
  marked: readonly MarkedItem[],
  read: readonly Read[],
): ClaimContext {
  const bySection = Map.groupBy(marked, ({ item }) => item.section);
  const places = new Map(
    [...bySection.values()].flatMap((items) => items.map(({ item }, at) => [item, at] as const)),
  );
  const inSection = (item: PlanItem, which: 'earlier' | 'near'): MarkedItem[] => {
    const at = places.get(item) ?? 0;
    const end = which === 'earlier' ? at : at + farthest;
    return (bySection.get(item.section) ?? []).slice(Math.max(0, at - farthest), end);
  };
  const pathsOf = (items: readonly MarkedItem[]): string[] =>
    items.flatMap(({ paths }) => paths.map(([path]) => path));
  return {
    runners: namedRunners(plan, facts.declared),
    rules: facts.rules,
    planWorkflows: planWorkflows(marked),
    workflows: facts.workflows,
    rarity: rarityIn(plan.items.map(({ reading }) => reading)),
    earlierPaths: (item) => pathsOf(inSection(item, 'earlier')),
    sectionPaths: (item) => pathsOf(inSection(item, 'near')),
    checksSoFar: () => read.flatMap(({ checks }) => checks),
    earlierChecks: (item) => inSection(item, 'earlier').flatMap((one) => read[one.item.index]?.checks ?? []),
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
