import type { Policy } from './policy.ts';

/** The policy where nobody has written one: no runners declared, every rule as it comes. */
export const defaultPolicy: Policy = {
  runners: [],
  capabilities: new Map(),
  rules: new Map(),
  tracking: [],
};
