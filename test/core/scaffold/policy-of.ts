import type { Policy, Runner } from '../../../src/core/policy/policy.ts';

/** A policy that declares these runners, by default with the labels `self-hosted` and their name. */
export function policyOf(runners: readonly (Pick<Runner, 'name'> & Partial<Runner>)[]): Policy {
  const full = runners.map((runner) => ({
    labels: ['self-hosted', runner.name],
    aliases: [],
    provides: undefined,
    ...runner,
  }));
  return { runners: full, capabilities: new Map(), rules: new Map(), tracking: [] };
}
