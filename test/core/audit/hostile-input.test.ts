import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixtureFiles, listFixtures } from '../../../scripts/generate/fixture.ts';
import { audit } from '../../../src/core/audit/audit.ts';
import { parsePolicy } from '../../../src/core/policy/parse-policy.ts';
import { noFacts, tree } from './small-repository.ts';

const root = resolve(import.meta.dirname, '../../..');

/** Real input to start from: the workflows of all fixtures. */
const texts = listFixtures(join(root, 'fixtures')).flatMap((fixture) =>
  fixtureFiles(fixture)
    .filter((path) => /\.ya?ml$/.test(path))
    .map((path) => readFileSync(join(fixture.folder, path), 'utf8')),
);
const { policy } = parsePolicy(
  'version: 1\nrunners:\n  a: { labels: [self-hosted, proxmox], provides: [crun] }\n  b: { labels: [self-hosted, proxmox-runner0] }\n',
  'p.yml',
);

const nasty = fc.constantFrom(
  `\${{ matrix.x }}`,
  '${{',
  '}}',
  `\${{ fromJSON(inputs.x) }}`,
  '${{ github.event.x',
  "'",
  '"',
  '`',
  '$(',
  '$((',
  '<<EOF',
  'EOF',
  '|',
  '>-',
  '&a',
  '*a',
  '{',
  '}',
  '[',
  ']',
  ': ',
  '- ',
  '#',
  '\t',
  '\u0000',
  '\ufeff',
  '😀',
  '\r',
  'trap "" EXIT',
  'if',
  'fi',
  'done',
  'case x in',
  ';;',
  '((',
  '\\',
  '!!binary x',
  'null',
  '~',
  '1e999',
  '0x',
  'on: []',
  'jobs:',
  'strategy: { matrix: { x: [1] } }',
  'uses: ./.github/workflows/a.yml',
  'runs-on: { group: g }',
);
const change = fc.record({
  kind: fc.constantFrom('drop', 'repeat', 'swap', 'insert', 'indent', 'cut'),
  at: fc.nat(),
  to: fc.nat(),
  text: nasty,
});
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

function apply(text: string, { kind, at, to, text: piece }: Change): string {
  const lines = text.split('\n');
  const i = at % lines.length;
  const j = to % lines.length;
  const line = lines[i] ?? '';
  if (kind === 'drop') lines.splice(i, 1);
  if (kind === 'repeat') lines.splice(j, 0, line);
  if (kind === 'swap') [lines[i], lines[j]] = [lines[j] ?? '', line];
  if (kind === 'insert')
    lines[i] = line.slice(0, to % (line.length + 1)) + piece + line.slice(to % (line.length + 1));
  if (kind === 'indent') lines[i] = to % 2 === 0 ? `  ${line}` : line.replace(/^ {2}/, '');
  if (kind === 'cut') return text.slice(0, at % (text.length + 1));
  return lines.join('\n');
}

const workflow = fc
  .tuple(fc.constantFrom(...texts), fc.array(change, { maxLength: 6 }))
  .map(([text, changes]) => changes.reduce(apply, text));

describe('whatever a repository holds', () => {
  it('no rule breaks, no place lies outside of its file, and the answer is always the same', () => {
    fc.assert(
      fc.property(workflow, workflow, (one, other) => {
        const head = tree({ 'a.yml': one, 'b.yml': other });
        const base = tree({ 'a.yml': other });
        const report = audit({ head, base, policy, facts: noFacts });
        expect(report.failures).toEqual([]);
        for (const { path, start, end } of report.findings) {
          const entry = head.get(path);
          const lines = entry?.kind === 'text' ? entry.text.split(/\r\n|\n|\r/) : [];
          expect(start.line).toBeLessThanOrEqual(lines.length);
          expect(start.column).toBeLessThanOrEqual((lines[start.line - 1] ?? '').length + 1);
          expect(end.line > start.line || (end.line === start.line && end.column >= start.column)).toBe(true);
        }
        expect(JSON.stringify(audit({ head, base, policy, facts: noFacts }))).toBe(JSON.stringify(report));
      }),
      { numRuns: Number(process.env.CI_WARDEN_FUZZ_RUNS ?? 300) },
    );
  }, 3_600_000);
});
