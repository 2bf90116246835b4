import type { Tree } from '../audit/tree.ts';
import type { Tracking } from '../policy/policy.ts';
import { joinPlans, parsePlan } from '../progress/plan/parse-plan.ts';
import type { Plan } from '../progress/plan/plan.ts';

/** Where a plan may stand. */
export interface PlanSources {
  readonly tree: Tree;
  /** The texts of issues that were read; undefined where there is no such issue. */
  readonly issues: ReadonlyMap<
    number,
    { readonly title?: string; readonly body: string; readonly comments?: readonly string[] } | undefined
  >;
}

/** The plan that is tracked, or in words for people why there is none. */
export type PlanFound =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'none'; readonly why: string };

/** The plan in its file, else in the issue's body, and in its comments where the policy says so. */
export function planOf({ plan: path, issue, comments }: Tracking, { tree, issues }: PlanSources): PlanFound {
  if (path !== undefined) {
    const entry = tree.get(path);
    if (entry?.kind === 'text') return { kind: 'plan', plan: parsePlan(entry.text, path) };
    const why = entry === undefined ? 'there is no such file' : entry.why;
    return { kind: 'none', why: `\`${path}\`, which the policy names as its plan, can't be read: ${why}` };
  }
  if (!issues.has(issue)) return { kind: 'none', why: unreadableIssue(issue) };
  const found = issues.get(issue);
  if (found === undefined) return { kind: 'none', why: `there is no issue #${issue}` };
  const read = parsePlan(found.body, `the body of issue #${issue}`);
  const body = { ...read, title: read.title ?? found.title };
  if (!comments) return { kind: 'plan', plan: body };
  const further = (found.comments ?? []).map((text) => parsePlan(text, `a comment on issue #${issue}`));
  return { kind: 'plan', plan: joinPlans(body, further) };
}

/** In words for people that an issue could not be read, and what is most likely lacking. */
export function unreadableIssue(issue: number): string {
  return `issue #${issue} can't be read: most likely the App lacks the permission "issues: read", which an owner accepts in the settings of the installation`;
}
