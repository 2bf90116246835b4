import type { ParsedPolicy } from './parse-policy.ts';
import type { Policy } from './policy.ts';

/**
 * The policy in force. The repository's keys override the organisation's: each runner and each rule by its name, any
 * other key as a whole.
 */
export function mergePolicies(repository: ParsedPolicy, organisation: ParsedPolicy): Policy {
  const own = repository.policy;
  const inherited = organisation.policy;
  const ownRunners = new Set(own.runners.map((runner) => runner.name));
  return {
    runners: [...own.runners, ...inherited.runners.filter((runner) => !ownRunners.has(runner.name))],
    capabilities: repository.stated.has('capabilities') ? own.capabilities : inherited.capabilities,
    rules: new Map([...inherited.rules, ...own.rules]),
    tracking: repository.stated.has('tracking') ? own.tracking : inherited.tracking,
  };
}
