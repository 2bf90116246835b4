import { audit } from '../audit/audit.ts';
import type { Finding, Report, StatedFinding } from '../audit/finding.ts';
import { moveReport } from '../audit/move-report.ts';
import type { WorkflowCache } from '../audit/workflow-cache.ts';
import { policyPath } from '../policy/parse-policy.ts';
import { policyFindings } from '../policy/policy-findings.ts';
import { contradictedPlans } from './contradiction-notices.ts';
import type { AuditFacts } from './facts.ts';
import { type PolicyRead, readPolicy } from './policy-in-force.ts';
import { policyChangeNotice, policyNotices } from './policy-notices.ts';

/** What an audit of a head came to. */
export interface Judgement {
  /** With the lines of the head. */
  readonly report: Report;
  /** Markdown for people: what they must know of the policy. */
  readonly notices: readonly string[];
  /** What goes to the counts of the title: items of a sprint's plan that the change contradicts. */
  readonly contradicted: number;
  readonly fails: boolean;
}

/** How to audit. */
export interface JudgeOptions {
  readonly cache: WorkflowCache;
  /** Only these rules; all by default. */
  readonly rules?: ReadonlySet<string>;
}

/**
 * Audits what would be there after merging, under the policy of the base branch, and shows what a change of that policy
 * would do. Fails for introduced errors, for a policy that can't be used, and where a rule of ours broke, because then
 * nobody knows what it would have found.
 */
export function judgeChange(facts: AuditFacts, options: JudgeOptions): Judgement {
  const inForce = readPolicy(facts.policyTree, facts.organisationPolicy);
  const proposed = changesPolicy(facts) ? readPolicy(facts.merged, facts.organisationPolicy) : inForce;
  const audited = auditWith(facts, inForce, options);
  const isProposal = proposed !== inForce && proposed.problems.length === 0;
  const change = isProposal ? [policyChangeNotice(audited, auditWith(facts, proposed, options))] : [];
  const report = withPolicyFindings(
    audited,
    policyFindings(proposed.problems),
    policyFindings(inForce.problems),
  );
  const plans = contradictedPlans(facts, inForce.policy, options.cache);
  return {
    report: moveReport(report, facts.merged, facts.head),
    notices: [...policyNotices(inForce), ...plans.notices, ...change],
    contradicted: plans.items,
    fails:
      proposed.problems.length > 0 || report.failures.length > 0 || report.findings.some(isIntroducedError),
  };
}

/** A head that lags behind its base, and can't be merged, has an older policy without having changed it. */
function changesPolicy({ base, merged, policyTree }: AuditFacts): boolean {
  if (merged === policyTree) return false;
  return merged.get(policyPath)?.id !== (base ?? policyTree).get(policyPath)?.id;
}

function auditWith(facts: AuditFacts, { policy }: PolicyRead, { cache, rules }: JudgeOptions): Report {
  return audit({
    head: facts.merged,
    ...(facts.base !== undefined && { base: facts.base }),
    policy,
    facts: facts.known,
    ...(rules !== undefined && { rules }),
    cache,
    addedSuppressions: facts.fork ? 'ignore' : 'honour',
  });
}

function isIntroducedError({ severity, status }: StatedFinding): boolean {
  return severity === 'error' && status === 'introduced';
}

/**
 * A broken policy counts as introduced whoever broke it: it is the one thing that every change must stop at, since
 * nothing else is checked as its authors meant until it is mended.
 */
function withPolicyFindings(report: Report, now: readonly Finding[], before: readonly Finding[]): Report {
  const still = new Set(now.map(({ fingerprint }) => fingerprint));
  const mended = before.filter(({ fingerprint }) => !still.has(fingerprint));
  return {
    ...report,
    findings: [
      ...now.map((finding): StatedFinding => ({ ...finding, status: 'introduced' })),
      ...report.findings,
    ],
    resolved: [...mended, ...report.resolved],
  };
}
