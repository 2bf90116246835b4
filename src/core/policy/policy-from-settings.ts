import type { z } from 'zod';
import type { Policy, RuleSetting, Runner, Tracking } from './policy.ts';
import type { policySchema } from './policy-schema.ts';

/** A policy's file as its schema has checked and completed it. */
export type PolicySettings = z.output<ReturnType<typeof policySchema>>;

type WrittenRule = PolicySettings['rules'] extends infer Rules
  ? NonNullable<Rules>[keyof NonNullable<Rules>]
  : never;

/** The policy that checked settings stand for. */
export function policyFromSettings(settings: PolicySettings): Policy {
  return {
    runners: Object.entries(settings.runners ?? {}).map(
      ([name, { labels, aliases, provides }]): Runner => ({ name, labels, aliases, provides }),
    ),
    capabilities: new Map(Object.entries(settings.capabilities ?? {})),
    rules: new Map(
      Object.entries(settings.rules ?? {}).flatMap(([id, written]) =>
        written === undefined ? [] : [[id, ruleSetting(written)] as const],
      ),
    ),
    tracking: (settings.tracking ?? []).map(
      ({ issue, plan, started, tick, comments, evidence }): Tracking => ({
        issue,
        plan,
        started,
        tick,
        comments,
        evidence,
      }),
    ),
  };
}

function ruleSetting(written: NonNullable<WrittenRule>): RuleSetting {
  if (typeof written === 'string') return { severity: written, except: [], options: undefined };
  const { severity, except, ...options } = written;
  return { severity, except, options };
}
