import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readClaimAs } from '../../../../src/core/progress/claims/read-as.ts';
import { evidenceBindingSchema } from '../../../../src/core/progress/evidence-binding.ts';
import { progressOf, twoRunnersPolicy } from '../progress-of.ts';

const plan = '- [x] All is well\n- [ ] `a.sh` is gone\n- [ ] All is well with **b**\n';

function bound(...evidence: unknown[]) {
  const { items, problems } = progressOf({ plan, policy: twoRunnersPolicy, tracking: { evidence } });
  return { claims: items.map(({ claim }) => readClaimAs(claim)), problems, items };
}

describe("the policy's evidence", () => {
  it.each<[Record<string, unknown>, string | undefined]>([
    [{ kind: 'file-absent', path: 'x.md' }, '`x.md` is absent'],
    [{ kind: 'file-present', path: 'x.md' }, '`x.md` is present'],
    [{ kind: 'file-mentions', path: 'x.md', words: 'two machines' }, '`x.md` speaks of “two machines”'],
    [{ kind: 'file-omits', path: 'x.md', text: 'TODO' }, '`x.md` does not say `TODO`'],
    [
      { kind: 'workflow-matrix', path: 'x.yml' },
      'a job of `x.yml` has a matrix over `proxmox` and `proxmox-runner0`',
    ],
    [
      { kind: 'workflow-matrix', path: 'x.yml', runners: ['proxmox'] },
      'a job of `x.yml` has a matrix over `proxmox`',
    ],
    [{ kind: 'labels-used', labels: [['a', 'b']] }, 'jobs ask for `[a, b]`'],
    [
      { kind: 'lifecycle-step', runtime: 'crun', steps: ['create'], workflows: ['x.yml'] },
      '`x.yml` runs `crun create`',
    ],
    [{ kind: 'container-clean-up' }, 'every workflow removes each container that it creates, on every path'],
    [{ kind: 'audit-clean', rule: 'dead-workflow' }, 'the audit finds no `dead-workflow`'],
    [{ kind: 'issue-exists', issue: 5 }, 'issue #5 exists'],
    [{ kind: 'issue-mentions', issue: 5, words: ['cats'] }, 'issue #5 speaks of “cats”'],
    [{ kind: 'runners-operational' }, '`proxmox` and `proxmox-runner0` are online or took jobs of late'],
    [
      { kind: 'ran-in-parallel', workflows: ['x.yml'] },
      'jobs of one run of `x.yml` overlapped on `proxmox` and `proxmox-runner0`',
    ],
    [
      { kind: 'passed-on-every-runner', workflows: ['x.yml'] },
      'the latest run of `x.yml` passed on `proxmox` and `proxmox-runner0`',
    ],
    [{ kind: 'workflow-passed', workflows: ['x.yml'] }, 'the latest run of `x.yml` passed'],
    [
      { kind: 'time-fell', workflows: ['x.yml'], percent: 20 },
      'the time that `x.yml` runs fell by 20 % or more',
    ],
    [{ kind: 'none', because: 'the owner says so' }, undefined],
  ])('%j is read as: %s', (check, claim) => {
    const { claims, problems } = bound({ item: 'a.sh', ...check });
    expect(claims).toEqual([undefined, claim, undefined]);
    expect(problems).toEqual([]);
  });

  it('of several entries must all hold', () => {
    const { claims } = bound(
      { item: 'well with b', kind: 'file-present', path: 'x' },
      { item: 'well with b', kind: 'file-absent', path: 'y' },
    );
    expect(claims[2]).toBe('`x` is present; `y` is absent');
  });

  it('prefers the item whose words it has in full', () => {
    expect(bound({ item: 'all is well', kind: 'file-present', path: 'x' }).claims[0]).toBe('`x` is present');
  });

  it.each([
    ['nothing like it', 'no item of the plan has these words'],
    ['is', 'more than one item has these words'],
  ])('that binds “%s” is a problem', (item, message) => {
    expect(bound({ item, kind: 'file-present', path: 'x' }).problems).toEqual([{ item, message }]);
  });

  it('has a JSON Schema, and knows no other keys', () => {
    expect(z.toJSONSchema(evidenceBindingSchema, { io: 'input' })).toHaveProperty('oneOf');
    expect(
      evidenceBindingSchema.safeParse({ item: 'a', kind: 'file-absent', path: 'x', line: 3 }).success,
    ).toBe(false);
    expect(evidenceBindingSchema.safeParse({ item: 'a', kind: 'guess' }).success).toBe(false);
  });
});
