import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audit } from '../../../src/core/audit/audit.ts';
import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';
import { boilingOver, noFacts, onStove, tree, twinPot } from './small-repository.ts';

const registry = [boilingOver, onStove, twinPot];

/** Small repositories that are often alike: renamed files, moved jobs, repeated offences, comments. */
const step = fc.record({
  name: fc.option(fc.constantFrom('One', 'Two'), { nil: undefined }),
  lines: fc.array(
    fc.constantFrom('boil tea', 'boil rice', 'echo', '# ci-warden: allow boiling-over -- so be it'),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
});
const job = fc.record({
  id: fc.constantFrom('cook', 'bake'),
  runner: fc.constantFrom('stove', 'sink'),
  steps: fc.array(step, { minLength: 1, maxLength: 3 }),
});
const workflow = fc
  .record({
    name: fc.constantFrom('Pot', 'Pan'),
    jobs: fc.uniqueArray(job, { selector: ({ id }) => id, minLength: 1 }),
  })
  .map(({ name, jobs }) => `name: ${name}\non: push\njobs:\n${jobs.map(jobText).join('')}`);
const files = fc.dictionary(fc.constantFrom('a.yml', 'b.yml', 'c.yml'), workflow);

function jobText({
  id,
  runner,
  steps,
}: {
  id: string;
  runner: string;
  steps: { name: string | undefined; lines: string[] }[];
}): string {
  const written = steps.map(
    ({ name, lines }) =>
      `      - ${name === undefined ? '' : `name: ${name}\n        `}run: |\n${lines.map((line) => `          ${line}\n`).join('')}`,
  );
  return `  ${id}:\n    runs-on: ${runner}\n    steps:\n${written.join('')}`;
}

function run(
  head: Record<string, string>,
  base?: Record<string, string>,
  addedSuppressions: 'honour' | 'ignore' = 'honour',
) {
  return audit({
    head: tree(head),
    policy: defaultPolicy,
    facts: noFacts,
    registry,
    addedSuppressions,
    ...(base && { base: tree(base) }),
  });
}

describe('whatever changes', () => {
  it('against itself, a repository introduces and resolves nothing', () => {
    fc.assert(
      fc.property(files, fc.constantFrom('honour', 'ignore'), (same, added) => {
        const { findings, resolved, suppressions } = run(same, same, added);
        expect(findings.filter(({ status }) => status === 'introduced')).toEqual([]);
        expect(suppressions.filter(({ status }) => status === 'introduced')).toEqual([]);
        expect(resolved).toEqual([]);
        expect(findings.map(({ fingerprint }) => fingerprint)).toEqual(
          run(same).findings.map(({ fingerprint }) => fingerprint),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('each finding of the base is resolved, or still there, or allowed; none is counted twice', () => {
    fc.assert(
      fc.property(files, files, (base, head) => {
        const before = run(base).findings.filter(({ rule }) => rule !== 'suppression');
        const after = run(head, base);
        const findings = after.findings.filter(({ rule }) => rule !== 'suppression');
        const existing = findings.filter(({ status }) => status === 'existing');
        expect(existing.length + after.resolved.length).toBeLessThanOrEqual(before.length);
        const allowed = after.suppressions.flatMap((one) => one.findings);
        expect(existing.length + after.resolved.length + allowed.length).toBeGreaterThanOrEqual(
          before.length,
        );
        expect(new Set(after.findings.map(({ fingerprint }) => fingerprint)).size).toBe(
          after.findings.length,
        );
      }),
      { numRuns: 300 },
    );
  });

  it("a fork's suppressions hide nothing that the base does not hide", () => {
    fc.assert(
      fc.property(files, files, (base, head) => {
        const bare = Object.fromEntries(
          Object.entries(head).map(([name, text]) => [
            name,
            text.replaceAll('ci-warden: allow', 'of equal length.'),
          ]),
        );
        const shown = run(head, base, 'ignore').findings.filter(({ rule }) => rule !== 'suppression');
        const all = run(bare, base).findings.filter(({ rule }) => rule !== 'suppression');
        const hidden = run(base).suppressions.flatMap((one) => one.findings).length;
        expect(shown.length).toBeGreaterThanOrEqual(all.length - hidden);
      }),
      { numRuns: 300 },
    );
  });
});
