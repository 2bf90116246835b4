import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';
import { claimsOf } from '../../../src/core/progress/assess.ts';
import { neededIssues, neededPaths } from '../../../src/core/progress/needed-paths.ts';
import { parsePlan } from '../../../src/core/progress/plan/parse-plan.ts';
import { noFacts, tree } from '../audit/small-repository.ts';

describe('what must be read to weigh the claims', () => {
  const plan = parsePlan(
    '- [ ] Delete `old.yml`\n- [ ] Add `x` to `docs/a.md`\n- [ ] Create `docs/a.md`\n- [ ] Remove `y` from `b.sh`\n- [ ] Open issue #4\n- [ ] Include a timeline\n- [ ] CI passes\n- [ ] Sing\n',
    'plan.md',
  );
  const { claims } = claimsOf({
    plan,
    tracking: undefined,
    policy: defaultPolicy,
    tree: tree({}),
    repositoryFacts: noFacts,
  });

  it('are the files that are named, at each place where they may be', () => {
    expect(neededPaths(claims)).toEqual(['.github/workflows/old.yml', 'b.sh', 'docs/a.md', 'old.yml']);
  });

  it('are the issues that are named', () => {
    expect(neededIssues(claims)).toEqual([4]);
  });
});
