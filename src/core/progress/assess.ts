import { audit } from '../audit/audit.ts';
import type { Finding } from '../audit/finding.ts';
import { parseRepository } from '../audit/parsed-repository.ts';
import type { Repository, RepositoryFacts } from '../audit/repository.ts';
import type { Tree } from '../audit/tree.ts';
import { WorkflowCache } from '../audit/workflow-cache.ts';
import type { Policy, Tracking } from '../policy/policy.ts';
import { rules } from '../rules/index.generated.ts';
import { type BoundClaims, bindEvidence } from './claims/bind-evidence.ts';
import type { Claim } from './claims/check.ts';
import { inferClaims } from './claims/infer-claims.ts';
import { namedRunners } from './claims/named-runners.ts';
import { type Evidence, evidence, weighTogether } from './evidence/evidence.ts';
import type { ProgressFacts } from './evidence/facts.ts';
import { weigh } from './evidence/weigh.ts';
import type { WeighInput } from './evidence/weigh-input.ts';
import { evidenceBindingSchema } from './evidence-binding.ts';
import { outlookOf } from './outlook.ts';
import { itemKey, type Plan, type PlanItem } from './plan/plan.ts';
import { type AssessedItem, checksOf, type Progress } from './progress.ts';
import { type ItemState, stateOf, states } from './state.ts';

/** What a sprint's progress is assessed from. */
export interface ProgressInput {
  readonly plan: Plan;
  /** The sprint's entry in the policy, where it has one. */
  readonly tracking: Tracking | undefined;
  readonly policy: Policy;
  /** Holds every workflow, and whatever `neededPaths` of the claims names. */
  readonly tree: Tree;
  /** All paths of the repository, where they are known: they tell in which folder a bare name is. */
  readonly paths?: readonly string[];
  readonly repositoryFacts: RepositoryFacts;
  /** Undefined offline: then only the files prove anything. */
  readonly facts: ProgressFacts | undefined;
  readonly cache?: WorkflowCache;
}

/** What the items claim, from their words and the policy's bindings: call it first, to know what must be read. */
export function claimsOf(input: Omit<ProgressInput, 'facts'>): BoundClaims {
  const { plan, tracking, policy, tree, paths: known } = input;
  const repository = repositoryOf(input);
  const paths = known ?? [...tree.keys()];
  const inferred = inferClaims(plan, {
    declared: policy.runners,
    rules: rules.map(({ id }) => id),
    paths,
    workflows: repository.workflows.map(({ path, name }) => ({ path, name: name?.text })),
  });
  // The policy's schema has refused entries of another shape.
  const bindings = (tracking?.evidence ?? []).flatMap(
    (entry) => evidenceBindingSchema.safeParse(entry).data ?? [],
  );
  return bindEvidence(plan.items, inferred, { bindings, runners: namedRunners(plan, policy.runners) });
}

/** Weighs the evidence for each item of a plan. */
export function assess(given: ProgressInput): Progress {
  // One cache, so that the claims, the evidence and each rule share one reading of the files.
  const input = { ...given, cache: given.cache ?? new WorkflowCache(Number.POSITIVE_INFINITY) };
  const { plan, facts } = input;
  const { claims, problems } = claimsOf(input);
  const weighing = weighInput(input);
  const items = plan.items.map((item, at) => assessItem(item, claims[at] ?? noClaim, weighing));
  return { plan, items, counts: countsOf(items), problems, outlook: outlookOf(plan, weighing), facts };
}

const noClaim: Claim = { kind: 'none', because: 'nothing is known of it' };

function assessItem(item: PlanItem, claim: Claim, input: WeighInput): AssessedItem {
  const found = [...checksOf(claim).flatMap((check) => weigh(check, input)), ...unchecked(claim)];
  const state = stateOf(item.ticked ? 'ticked' : 'unticked', weighTogether(found));
  const since = input.facts?.since.get(itemKey(item));
  return { item, claim, evidence: found, state, since };
}

/** What nothing checks keeps an item from being verified, however well the rest is proved. */
function unchecked(claim: Claim): Evidence[] {
  const rest = claim.kind === 'checks' ? (claim.rest ?? []) : [];
  return rest.map((words) => evidence('unchecked', 'unknown', `nothing checks “${words}”`));
}

function countsOf(items: readonly AssessedItem[]): Record<ItemState, number> {
  const count = (state: ItemState): number => items.filter((item) => item.state === state).length;
  return Object.fromEntries(states.map((state) => [state, count(state)])) as Record<ItemState, number>;
}

function repositoryOf({ tree, policy, repositoryFacts, cache }: Omit<ProgressInput, 'facts'>): Repository {
  return parseRepository(
    tree,
    { policy, facts: repositoryFacts },
    cache ?? new WorkflowCache(Number.POSITIVE_INFINITY),
  );
}

/** What the evidence is weighed from. */
export function weighInput(input: ProgressInput): WeighInput {
  const { plan, tracking, policy, tree, facts } = input;
  return {
    tree,
    repository: repositoryOf(input),
    findingsOf: findingsByRule(input),
    runners: namedRunners(plan, policy.runners),
    facts,
    started: tracking?.started ?? plan.started,
  };
}

/** What a rule finds, each rule run at most once a way; the policy may have switched it off, but a claim is a claim. */
function findingsByRule({ tree, policy, repositoryFacts, cache }: ProgressInput): WeighInput['findingsOf'] {
  const known = new Map<string, readonly Finding[]>();
  return (rule, where) => {
    const key = `${rule} ${where}`;
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const report = audit({
      head: tree,
      policy: { ...policy, rules: inForce(policy.rules, rule, where) },
      facts: repositoryFacts,
      rules: new Set([rule]),
      addedSuppressions: where === 'everywhere' ? 'ignore' : 'honour',
      ...(cache && { cache }),
    });
    const findings = report.findings.filter((finding) => finding.rule === rule);
    known.set(key, findings);
    return findings;
  };
}

function inForce(
  settings: Policy['rules'],
  rule: string,
  where: 'as allowed' | 'everywhere',
): Policy['rules'] {
  const own = settings.get(rule);
  if (own === undefined) return settings;
  const except = where === 'everywhere' ? [] : own.except;
  return new Map([...settings, [rule, { ...own, severity: undefined, except }]]);
}
