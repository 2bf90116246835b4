import type { Finding } from '../audit/finding.ts';
import { fingerprintOf } from '../audit/fingerprint.ts';
import { type PolicyProblem, showKeyPath } from './parse-policy.ts';

/** What is wrong with a policy, as findings of the pseudo-rule `policy`: errors at their lines. */
export function policyFindings(problems: readonly PolicyProblem[]): Finding[] {
  return problems.map(({ path, start, end, keyPath, message }) => ({
    rule: 'policy',
    severity: 'error',
    path,
    start,
    end,
    message: `The policy cannot be used: ${message}.`,
    reason:
      'A policy that is only half understood would check something else than what its authors meant, so none of it is in force.',
    remedy: `Mend the policy at this line; its JSON Schema (schema/ci-warden.schema.json) lets editors complete and check it.`,
    related: [],
    fingerprint: fingerprintOf({ rule: 'policy', path, key: `${showKeyPath(keyPath)} ${message}` }, 0),
  }));
}
