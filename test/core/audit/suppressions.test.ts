import { describe, expect, it } from 'vitest';
import { type AuditInput, audit } from '../../../src/core/audit/audit.ts';
import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';
import { boilingOver, noFacts, onStove, policyWith, tree } from './small-repository.ts';

const registry = [boilingOver, onStove];

/** A workflow with a place for a comment at the runner, above the script's line and on it. */
function workflow({ runner = '', above = 'true', behind = '' } = {}): string {
  return `on: push
jobs:
  cook:
    runs-on: stove ${runner}
    steps:
      - run: |
          ${above}
          boil tea ${behind}
`;
}

function run(text: string, rest: Partial<AuditInput> = {}) {
  const report = audit({
    head: tree({ 'a.yml': text }),
    policy: defaultPolicy,
    facts: noFacts,
    registry,
    ...rest,
  });
  return {
    findings: report.findings.map(({ rule, start, message, status }) => ({
      rule,
      line: start.line,
      message,
      status,
    })),
    rules: report.findings.map(({ rule }) => rule),
    notes: report.findings
      .filter(({ rule }) => rule === 'suppression')
      .map(({ start, message }) => `${start.line}: ${message}`),
    remedies: report.findings.filter(({ rule }) => rule === 'suppression').map(({ remedy }) => remedy),
    resolved: report.resolved.map(({ rule }) => rule),
    suppressions: report.suppressions.map(({ rule, line, reason, status }) => ({
      rule,
      line,
      reason,
      status,
    })),
  };
}

describe('a suppression', () => {
  it('counts on the line, in YAML', () => {
    const { rules, suppressions } = run(
      workflow({ runner: '# ci-warden: allow on-stove -- it is the only one' }),
    );
    expect(rules).toEqual(['boiling-over']);
    expect(suppressions).toEqual([
      { rule: 'on-stove', line: 4, reason: 'it is the only one', status: 'introduced' },
    ]);
  });

  it('counts on the line and above it, in a script', () => {
    expect(run(workflow({ behind: '# ci-warden: allow boiling-over -- tea does' })).rules).toEqual([
      'on-stove',
    ]);
    expect(run(workflow({ above: '# ci-warden: allow boiling-over -- tea does' })).rules).toEqual([
      'on-stove',
    ]);
  });

  it('may have other comments between itself and the line', () => {
    const text = workflow().replace(
      '    runs-on',
      '    # ci-warden: allow boiling-over -- for nothing\n    # ci-warden: allow on-stove -- so be it\n    # words\n    runs-on',
    );
    expect(run(text).suppressions).toEqual([
      { rule: 'on-stove', line: 5, reason: 'so be it', status: 'introduced' },
    ]);
  });

  it('counts for its own rule and line only', () => {
    expect(run(workflow({ runner: '# ci-warden: allow boiling-over -- no' })).rules).toEqual([
      'on-stove',
      'suppression',
      'boiling-over',
    ]);
  });

  it.each([
    [
      'no reason',
      '# ci-warden: allow on-stove',
      'The suppression of `on-stove` gives no reason, so it does not count.',
    ],
    [
      'an empty reason',
      '# ci-warden: allow on-stove --  ',
      'The suppression of `on-stove` gives no reason, so it does not count.',
    ],
    ['an unknown rule', '# ci-warden: allow on-stoves -- x', 'There is no rule `on-stoves` to allow.'],
    [
      'other words',
      '# ci-warden: please be quiet',
      'This comment speaks to CI Warden and is not understood.',
    ],
  ])('with %s does not count, and is noted', (_, comment, note) => {
    const { rules, notes, suppressions } = run(workflow({ runner: comment }));
    expect(rules).toContain('on-stove');
    expect(notes).toEqual([`4: ${note}`]);
    expect(suppressions).toEqual([]);
  });

  it('that allows nothing is noted', () => {
    const elsewhere = workflow({ above: '# ci-warden: allow on-stove -- x' }).replace('stove', 'hob');
    expect(run(elsewhere).notes).toEqual(['7: The suppression of `on-stove` allows nothing.']);
    expect(run(elsewhere).remedies).toEqual(['Remove it.']);
  });

  it('that stands in a step is told of an offence of the job', () => {
    expect(run(workflow({ above: '# ci-warden: allow on-stove -- x' })).notes).toEqual([
      '7: The suppression of `on-stove` allows nothing: it stands for line 8, and the offence is on line 4.',
    ]);
  });

  it('that stands above the step is told where the offence is, and that the script takes comments', () => {
    const above = workflow().replace(
      '      - run',
      '      # ci-warden: allow boiling-over -- x\n      - run',
    );
    expect(run(above).notes).toEqual([
      '6: The suppression of `boiling-over` allows nothing: it stands for line 7, and the offence is in the script on line 9.',
    ]);
    expect(run(above).remedies).toEqual([
      'Put it on that line or right above it: a comment of the shell counts there.',
    ]);
    expect(run(above).rules).toContain('boiling-over');
  });

  it('that stands above the job is told where the offence is', () => {
    const above = workflow().replace('  cook', '  # ci-warden: allow on-stove -- x\n  cook');
    expect(run(above).notes).toEqual([
      '3: The suppression of `on-stove` allows nothing: it stands for line 4, and the offence is on line 5.',
    ]);
    expect(run(above).remedies).toEqual(['Put it on that line or right above it.']);
  });

  it('that stands above another step is told of no offence', () => {
    const text = workflow().replace(
      '      - run',
      '      # ci-warden: allow boiling-over -- x\n      - run: true\n      - run',
    );
    expect(run(text).notes).toEqual(['6: The suppression of `boiling-over` allows nothing.']);
  });

  it('that allows nothing is the same note wherever the offence stands', () => {
    const above = workflow().replace(
      '      - run',
      '      # ci-warden: allow boiling-over -- x\n      - run',
    );
    const shifted = above.replace('boil tea', 'true\n          boil tea');
    expect(run(shifted, { base: tree({ 'a.yml': above }) }).findings).toContainEqual(
      expect.objectContaining({ rule: 'suppression', status: 'existing' }),
    );
  });

  it('of a rule that was not run, or is off, is not called unused', () => {
    const text = workflow({ above: '# ci-warden: allow on-stove -- x' });
    expect(run(text, { rules: new Set(['boiling-over']) }).notes).toEqual([]);
    expect(run(text, { policy: policyWith('on-stove', { severity: 'off' }) }).notes).toEqual([]);
  });

  it('must be a comment', () => {
    const named = workflow().replace(
      '    steps',
      "    name: 'a # ci-warden: allow on-stove -- x'\n    steps",
    );
    expect(run(named)).toMatchObject({ notes: [], suppressions: [] });
  });
});

describe('suppressions against a base', () => {
  const comment = '# ci-warden: allow on-stove -- so be it';
  const plain = tree({ 'a.yml': workflow() });
  const allowed = tree({ 'a.yml': workflow({ runner: comment }) });

  it('are introduced with the change that adds them, and nothing is praised as resolved', () => {
    const { suppressions, resolved, rules } = run(workflow({ runner: comment }), { base: plain });
    expect(suppressions.map(({ status }) => status)).toEqual(['introduced']);
    expect(resolved).toEqual([]);
    expect(rules).toEqual(['boiling-over']);
  });

  it('exist where the base has them, wherever the comment stands now', () => {
    const moved = workflow().replace('    runs-on', `    ${comment}\n    runs-on`);
    expect(run(moved, { base: allowed }).suppressions.map(({ status }) => status)).toEqual(['existing']);
  });

  it('leave an introduced finding behind when they are taken away', () => {
    expect(run(workflow(), { base: allowed }).findings[0]).toMatchObject({
      rule: 'on-stove',
      status: 'introduced',
    });
  });

  it('of a fork do not count: the finding stands, and it is said why', () => {
    const { findings, suppressions } = run(workflow({ runner: comment }), {
      base: plain,
      addedSuppressions: 'ignore',
    });
    expect(suppressions).toEqual([]);
    expect(findings).toEqual([
      expect.objectContaining({ rule: 'on-stove', status: 'existing' }),
      {
        rule: 'suppression',
        line: 4,
        message: 'The suppression of `on-stove` does not count: it comes with a pull request from a fork.',
        status: 'introduced',
      },
      expect.objectContaining({ rule: 'boiling-over' }),
    ]);
  });

  it('of a fork cannot be reused for another offence', () => {
    const added = `${workflow({ runner: comment })}  bake:\n    runs-on: stove ${comment}\n    steps: [{ run: true }]\n`;
    const { findings } = run(added, { base: allowed, addedSuppressions: 'ignore' });
    expect(findings.filter(({ rule }) => rule === 'on-stove')).toEqual([
      expect.objectContaining({ line: 10, status: 'introduced' }),
    ]);
  });

  it("that the base has count in a fork's pull request, too", () => {
    const { rules, suppressions } = run(`# shifted\n${workflow({ runner: comment })}`, {
      base: allowed,
      addedSuppressions: 'ignore',
    });
    expect(rules).toEqual(['boiling-over']);
    expect(suppressions.map(({ status }) => status)).toEqual(['existing']);
  });
});
