import type { Tree } from '../audit/tree.ts';
import { isWorkflowPath } from '../audit/tree.ts';
import type { WorkflowCache } from '../audit/workflow-cache.ts';
import type { Policy, Tracking } from '../policy/policy.ts';
import { assess } from '../progress/assess.ts';
import { type Contradiction, contradictionsBrought } from '../progress/contradictions.ts';
import type { Progress } from '../progress/progress.ts';
import { messageMarkdown } from '../report/escape-markdown.ts';
import type { AuditFacts } from './facts.ts';
import { planOf, unreadableIssue } from './plan-of.ts';

/** The most items that are listed of one plan; the rest is counted. */
const mostListed = 10;

/** What a change contradicts of the plans that the policy follows, or why that can't be told. */
export interface PlansContradicted {
  /** For people, as Markdown. */
  readonly notices: readonly string[];
  /** How many ticked items. */
  readonly items: number;
}

/** The ticked items of the sprints' plans that a change contradicts, by the files alone; where nothing is compared, none. */
export function contradictedPlans(
  facts: AuditFacts,
  policy: Policy,
  cache: WorkflowCache,
): PlansContradicted {
  const { base, merged } = facts;
  if (base === undefined) return { notices: [], items: 0 };
  const found = policy.tracking.map((tracking) => {
    const progressIn = (tree: Tree): Progress | undefined =>
      progressOf(facts, { tree, tracking, policy, cache });
    const head = progressIn(merged);
    const brought = head === undefined ? [] : contradictionsBrought(progressIn(base), head);
    return { tracking, brought: brought.filter((one) => isSure(one, facts)) };
  });
  const contradicted = found.flatMap(({ tracking, brought }) =>
    brought.length === 0 ? [] : notice(tracking, brought),
  );
  return {
    notices: [...contradicted, ...unreadableNotices(facts, policy)],
    items: found.reduce((count, { brought }) => count + brought.length, 0),
  };
}

/** Where none of the issues could be read in which plans stand; one of many may only be too many. */
function unreadableNotices({ issues }: AuditFacts, { tracking }: Policy): string[] {
  const tracked = tracking.filter(({ plan }) => plan === undefined).map(({ issue }) => issue);
  const [first] = tracked;
  if (issues === undefined || first === undefined || tracked.some((issue) => issues.has(issue))) return [];
  return [`**The sprint of #${first} can't be followed:** ${messageMarkdown(unreadableIssue(first))}.`];
}

function progressOf(
  { issues = new Map(), known }: AuditFacts,
  {
    tree,
    tracking,
    policy,
    cache,
  }: {
    readonly tree: Tree;
    readonly tracking: Tracking;
    readonly policy: Policy;
    readonly cache: WorkflowCache;
  },
): Progress | undefined {
  const found = planOf({ ...tracking, comments: false }, { tree, issues });
  if (found.kind === 'none') return undefined;
  return assess({
    plan: found.plan,
    tracking,
    policy,
    tree,
    repositoryFacts: known,
    facts: undefined,
    cache,
  });
}

/** A file that has not been read, because there is too much to read, is not known to be missing. */
function isSure({ assessed }: Contradiction, { paths }: AuditFacts): boolean {
  return assessed.evidence
    .filter(({ verdict }) => verdict === 'fails')
    .every(({ path }) => path === undefined || isWorkflowPath(path) || paths?.has(path) !== false);
}

function notice({ issue }: Tracking, brought: readonly Contradiction[]): string {
  const listed = brought.slice(0, mostListed).map(({ message }) => `- ${messageMarkdown(message)}`);
  const more = brought.length > mostListed ? [`- …and ${brought.length - mostListed} more`] : [];
  return [`**This change goes against the sprint of #${issue}.**`, '', ...listed, ...more].join('\n');
}
