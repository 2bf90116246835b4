import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { RepositoryFacts } from '../../../src/core/audit/repository.ts';
import type { Tree, TreeEntry } from '../../../src/core/audit/tree.ts';
import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';
import type { Policy } from '../../../src/core/policy/policy.ts';
import { defineRule, type Rule } from '../../../src/core/rules/rule.ts';

/** A tree of files by path; names without a folder are workflows. */
export function tree(files: Readonly<Record<string, string>>): Tree {
  return new Map(
    Object.entries(files).map(([name, text]): [string, TreeEntry] => {
      const path = name.includes('/') ? name : `.github/workflows/${name}`;
      return [path, { kind: 'text', path, id: createHash('sha1').update(text).digest('hex'), text }];
    }),
  );
}

/** Nothing known but the files. */
export const noFacts: RepositoryFacts = { visibility: 'unknown', remoteActions: new Map() };

/** The default policy with a setting for one rule. */
export function policyWith(
  rule: string,
  setting: Partial<Policy['rules'] extends ReadonlyMap<string, infer S> ? S : never>,
): Policy {
  return {
    ...defaultPolicy,
    rules: new Map([[rule, { severity: undefined, except: [], options: undefined, ...setting }]]),
  };
}

const words = {
  summary: 'A pot without a lid',
  why: 'It boils over.',
  remedy: 'Put a lid on.',
  options: z.object({}),
};

/** Reports each step whose script says `boil`, at that word, with what is boiled as its key. */
export const boilingOver: Rule = defineRule({
  ...words,
  id: 'boiling-over',
  severity: 'error',
  *step({ step }) {
    for (const match of step.run?.text.matchAll(/boil (\w+)/g) ?? []) {
      const at = step.run?.locate(match.index, match.index + 4);
      if (at !== undefined) yield { at, message: `\`${match[1]}\` boils over.`, key: match[1] ?? '' };
    }
  },
});

/** Reports each job on a runner named `stove`. */
export const onStove: Rule = defineRule({
  ...words,
  id: 'on-stove',
  severity: 'warning',
  *job({ job }) {
    if (job.runsOn?.kind === 'scalar' && job.runsOn.text === 'stove')
      yield { at: job.runsOn, message: 'On a stove.' };
  },
});

/** Reports the shorter of two workflows of equal name, as a rule on the whole repository does. */
export const twinPot: Rule = defineRule({
  ...words,
  id: 'twin-pot',
  severity: 'error',
  *repository({ repository }) {
    const byLength = repository.workflows.toSorted((a, b) => a.source.text.length - b.source.text.length);
    const [shorter, longer] = byLength;
    if (shorter?.name === undefined || longer?.name?.text !== shorter.name.text) return;
    const place = (workflow: typeof shorter) => ({
      source: workflow.source,
      span: workflow.name?.span ?? { start: 0, end: 0 },
    });
    yield {
      at: place(shorter),
      message: 'There are two of it.',
      related: [{ at: place(longer), message: 'The other one.' }],
      coverage: 1,
    };
  },
});

/** Breaks on every workflow that says so. */
export const fragile: Rule = defineRule({
  ...words,
  id: 'fragile',
  severity: 'error',
  *workflow({ workflow }) {
    if (workflow.source.text.includes('break me')) throw new TypeError('it broke');
    yield { at: workflow.onSpan ?? { start: 0, end: 0 }, message: 'Looked at.' };
  },
});
