import type { Tree } from '../audit/tree.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { mergePolicies } from '../policy/merge-policies.ts';
import { type ParsedPolicy, type PolicyProblem, parsePolicy, policyPath } from '../policy/parse-policy.ts';
import type { Policy } from '../policy/policy.ts';

/** The policy that a tree gives, over the organisation's. */
export interface PolicyRead {
  /** In force; where the tree's own can't be used, what there would be without it. */
  readonly policy: Policy;
  readonly problems: readonly PolicyProblem[];
  readonly organisationProblems: readonly PolicyProblem[];
}

const noPolicy: ParsedPolicy = { policy: defaultPolicy, problems: [], stated: new Set() };

/** Reads the policy of a tree, over the organisation's, over the defaults. */
export function readPolicy(tree: Tree, organisationPolicy: string | undefined): PolicyRead {
  const entry = tree.get(policyPath);
  const own = entry === undefined ? noPolicy : readOwn(entry);
  const organisation =
    organisationPolicy === undefined ? noPolicy : parsePolicy(organisationPolicy, policyPath);
  return {
    policy: mergePolicies(own, organisation),
    problems: own.problems,
    organisationProblems: organisation.problems,
  };
}

function readOwn(entry: NonNullable<ReturnType<Tree['get']>>): ParsedPolicy {
  if (entry.kind === 'text') return parsePolicy(entry.text, policyPath);
  const start = { line: 1, column: 1 };
  const message = `it can't be read: ${entry.why}`;
  return { ...noPolicy, problems: [{ path: policyPath, start, end: start, keyPath: [], message }] };
}
