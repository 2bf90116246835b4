import { describe, expect, test } from 'vitest';
import { audit } from '../../../src/core/audit/audit.ts';
import type { StatedFinding } from '../../../src/core/audit/finding.ts';
import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';

const facts = { visibility: 'private', remoteActions: new Map() } as const;

function findings(files: Readonly<Record<string, string>>): readonly StatedFinding[] {
  const head = new Map(
    Object.entries(files).map(([name, text]) => {
      const path = `.github/workflows/${name}`;
      return [path, { kind: 'text', path, id: text, text } as const];
    }),
  );
  const report = audit({ head, policy: defaultPolicy, facts, rules: new Set(['duplicate-workflow']) });
  expect(report.failures).toEqual([]);
  return report.findings;
}

const job = (commands: readonly string[], runsOn = 'ubuntu-latest') =>
  `jobs:\n  go:\n    runs-on: ${runsOn}\n    steps:\n${commands.map((command) => `      - run: ${command}\n`).join('')}`;
const five = ['make one', 'make two', 'make three', 'make four', 'make five'];

describe('duplicate-workflow', () => {
  test('says who does the work, how much, and what would be lost, by line', () => {
    const [finding, ...others] = findings({
      'small.yml': `name: Small\non: [push, workflow_dispatch]\n${job(['cargo bench', ...five], '[self-hosted, lab]')}`,
      'big.yml': `name: Big\non: push\n${job([...five, './more.sh', './most.sh'])}`,
    });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'error',
      path: '.github/workflows/small.yml',
      start: { line: 1, column: 7 },
      related: [{ path: '.github/workflows/big.yml', line: 1 }],
      lost: [
        { path: '.github/workflows/small.yml', line: 7, what: '`cargo bench`' },
        { path: '.github/workflows/small.yml', line: 2, what: 'the trigger workflow_dispatch' },
        { path: '.github/workflows/small.yml', line: 4, what: 'the runner [self-hosted, lab] of job go' },
      ],
    });
    expect(finding?.coverage).toBeCloseTo(5 / 6, 2);
    expect(finding?.message).toBe(
      "big.yml does 83 % of this workflow's work; deleting it would lose `cargo bench` (line 7), the trigger workflow_dispatch (line 2) and the runner [self-hosted, lab] of job go (line 4).",
    );
  });

  test('has a fingerprint that does not depend on the survivor', () => {
    const small = `name: Small\non: push\n${job(five)}`;
    const big = `name: Big\non: push\n${job([...five, './more.sh', './most.sh'])}`;
    const [first] = findings({ 'small.yml': small, 'big.yml': big });
    const [second] = findings({ 'small.yml': `# moved\n\n${small}`, 'other.yml': big });
    expect(first?.related[0]?.path).not.toBe(second?.related[0]?.path);
    expect(first?.fingerprint).toBe(second?.fingerprint);
  });

  test('stands at the first job where there is no name', () => {
    const text = `on: push\n${job(five)}`;
    expect(findings({ 'a.yml': text, 'b.yml': text })).toMatchObject([
      { path: '.github/workflows/b.yml', start: { line: 3, column: 3 }, end: { line: 3, column: 5 } },
    ]);
  });

  test('leaves files alone that GitHub would refuse', () => {
    const text = `name: A\non: push\n${job(five)}`;
    expect(findings({ 'a.yml': text, 'b.yml': `${text}nonsense: true\n` })).toEqual([]);
  });
});
