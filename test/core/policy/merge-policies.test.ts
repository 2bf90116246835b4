import { describe, expect, it } from 'vitest';
import { mergePolicies } from '../../../src/core/policy/merge-policies.ts';
import { parsePolicy } from '../../../src/core/policy/parse-policy.ts';
import { rules } from '../../../src/core/rules/index.generated.ts';

const parse = (text: string) => {
  const parsed = parsePolicy(`version: 1\n${text}`, 'p.yml', rules);
  expect(parsed.problems).toEqual([]);
  return parsed;
};
const organisation = parse(`
runners:
  a: { labels: [self-hosted, a], provides: [crun] }
  b: { labels: [self-hosted, b] }
capabilities: { docker: { commands: [scan] } }
rules:
  duplicate-workflow: { severity: warning, except: [x.yml] }
tracking: [{ issue: 1 }]
`);

describe("the repository's policy over the organisation's", () => {
  it('overrides runners by name, as a whole each', () => {
    const own = parse('runners: { b: { labels: [self-hosted, b2] }, c: { labels: [c] } }');
    const runners = mergePolicies(own, organisation).runners;
    expect(Object.fromEntries(runners.map(({ name, labels }) => [name, labels]))).toEqual({
      a: ['self-hosted', 'a'],
      b: ['self-hosted', 'b2'],
      c: ['c'],
    });
  });

  it('overrides rules by name, as a whole each', () => {
    const merged = mergePolicies(parse('rules: { duplicate-workflow: error }'), organisation);
    expect(merged.rules.get('duplicate-workflow')).toEqual({
      severity: 'error',
      except: [],
      options: undefined,
    });
    expect(mergePolicies(parse('rules: {}'), organisation).rules.get('duplicate-workflow')?.severity).toBe(
      'warning',
    );
  });

  it('overrides other keys as a whole, where it has them', () => {
    const silent = mergePolicies(parse(''), organisation);
    expect(silent.capabilities.size).toBe(1);
    expect(silent.tracking).toHaveLength(1);
    const emptied = mergePolicies(parse('capabilities: {}\ntracking: []'), organisation);
    expect(emptied.capabilities.size).toBe(0);
    expect(emptied.tracking).toEqual([]);
  });
});
