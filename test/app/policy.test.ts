import { describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { CheckRun } from '../../src/demo/box/store/check.ts';
import { useScenario } from './scenario.ts';
import { leakyWorkflow, testWorkflow } from './workflows.ts';

const scenario = useScenario();
let repositories = 0;

const path = '.github/ci-warden.yml';
const lenient = 'version: 1\nrules:\n  missing-container-cleanup: warning\n';
const broken = 'version: 1\nrules:\n  missing-container-clenup: off\n';

function repository(files: Readonly<Record<string, string>>, owner = 'octo'): Promise<BoxRepository> {
  repositories += 1;
  return scenario().box.createRepository({
    owner,
    name: `policy-${repositories}`,
    roles: { mona: 'admin' },
    files: { '.github/workflows/test.yml': testWorkflow, ...files },
  });
}

async function answer(
  repo: BoxRepository,
  files: Readonly<Record<string, string | null>>,
): Promise<CheckRun> {
  await repo.push('topic', files);
  await repo.openPullRequest({ head: 'topic', title: 'A change' });
  await scenario().settled();
  const [run, ...others] = await repo.checkRuns('topic');
  if (run === undefined || others.length > 0) throw new Error('there is not exactly one check run');
  return run;
}

describe('the policy in force', () => {
  it('is that of the base: no pull request disables its own check, and it is told what the change would do', async () => {
    const run = await answer(await repository({}), {
      [path]: lenient,
      '.github/workflows/leak.yml': leakyWorkflow,
    });
    expect(run.conclusion).toBe('failure');
    expect(run.output.summary).toContain('changes the policy');
    expect(run.output.summary).toMatch(/1 finding more and 1 fewer/);
  });

  it('says so where the change of it changes nothing', async () => {
    const run = await answer(await repository({}), { [path]: 'version: 1\n' });
    expect(run.conclusion).toBe('success');
    expect(run.output.summary).toContain('the new one would report the same');
  });

  it('is obeyed', async () => {
    const run = await answer(await repository({ [path]: lenient }), {
      '.github/workflows/leak.yml': leakyWorkflow,
    });
    expect(run.conclusion).toBe('success');
    expect(run.annotations).toMatchObject([{ annotation_level: 'warning' }]);
    expect(run.output.summary).not.toContain('changes the policy');
  });
});

describe('a policy that can not be used', () => {
  it('fails the pull request that breaks it, at its line, with the nearest name', async () => {
    const run = await answer(await repository({}), { [path]: broken });
    expect(run.conclusion).toBe('failure');
    expect(run.annotations).toMatchObject([{ path, start_line: 3, annotation_level: 'failure' }]);
    expect(run.annotations[0]?.message).toContain('missing-container-cleanup');
  });

  it('lets the one pass that mends it, under the defaults meanwhile', async () => {
    const run = await answer(await repository({ [path]: broken }), { [path]: lenient });
    expect(run.conclusion).toBe('success');
    expect(run.output.summary).toContain('defaults are in force');
    expect(run.output.title).toContain('1 resolved');
  });

  it('does not excuse other offences of the one that mends it', async () => {
    const run = await answer(await repository({ [path]: broken }), {
      [path]: lenient,
      '.github/workflows/leak.yml': leakyWorkflow,
    });
    expect(run.conclusion).toBe('failure');
  });

  it('stops every other pull request until it is mended', async () => {
    const run = await answer(await repository({ [path]: broken }), { 'a.txt': 'a' });
    expect(run.conclusion).toBe('failure');
    expect(run.annotations).toMatchObject([{ path, start_line: 3 }]);
  });
});

describe("the organisation's policy", () => {
  it('holds where the repository says nothing, and gives way where it does', async () => {
    const { box } = scenario();
    await box.createRepository({
      owner: 'lenient-org',
      name: '.github',
      files: { [path]: lenient },
    });
    const silent = await answer(await repository({}, 'lenient-org'), {
      '.github/workflows/leak.yml': leakyWorkflow,
    });
    expect(silent.conclusion).toBe('success');
    const strict = 'version: 1\nrules:\n  missing-container-cleanup: error\n';
    const outspoken = await answer(await repository({ [path]: strict }, 'lenient-org'), {
      '.github/workflows/leak.yml': leakyWorkflow,
    });
    expect(outspoken.conclusion).toBe('failure');
  });

  it('is left out with a notice where it can not be used', async () => {
    const { box } = scenario();
    await box.createRepository({ owner: 'broken-org', name: '.github', files: { [path]: broken } });
    const run = await answer(await repository({}, 'broken-org'), { 'a.txt': 'a' });
    expect(run.conclusion).toBe('success');
    expect(run.output.summary).toContain("organisation's policy can't be used");
  });
});
