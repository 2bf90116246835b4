import { describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import { type Scenario, useScenario } from './scenario.ts';
import { issueBody, progressComments, sprintAt, statesIn } from './sprint-repository.ts';
import { leakyWorkflow, testWorkflow } from './workflows.ts';

const usual = useScenario();
const small = useScenario({ box: { mostTreeEntries: 3 } });

async function changed({ box, settled }: Scenario, name: string, workflow: string): Promise<BoxRepository> {
  const repo = await box.createRepository({
    owner: 'octo',
    name,
    roles: { mona: 'admin' },
    files: { '.github/workflows/test.yml': testWorkflow },
  });
  await repo.push('topic', { '.github/workflows/large.yml': workflow });
  await repo.openPullRequest({ head: 'topic', title: 'A large change' });
  await settled();
  return repo;
}

/** Comments up to a length in bytes: what counts stands at the end. */
function padded(bytes: number): string {
  const line = `# ${'x'.repeat(97)}\n`;
  return line.repeat(Math.ceil(bytes / line.length)) + leakyWorkflow;
}

describe('a workflow file', () => {
  it('that GitHub cuts short is read whole', async () => {
    const repo = await changed(usual(), 'cut', padded(600_000));
    const [run, ...others] = await repo.checkRuns('topic');
    expect(others).toEqual([]);
    expect(run?.annotations).toMatchObject([{ title: 'missing-container-cleanup' }]);
  });

  it('that is too large is said to be, and the check is done', async () => {
    const repo = await changed(usual(), 'large', padded(5_400_000));
    const [run, ...others] = await repo.checkRuns('topic');
    expect(others).toEqual([]);
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(JSON.stringify([run?.output, run?.annotations])).toContain('too large to be read');
  });
});

describe('a tree that GitHub lists only in part', () => {
  it('proves nothing about a file that is not in that part', async () => {
    const states: Record<string, number>[] = [];
    for (const { box, settled } of [usual(), small()]) {
      const repo = await box.createRepository({
        owner: 'lab',
        name: 'sprint',
        roles: { mira: 'admin' },
        files: sprintAt('start'),
      });
      repo.openIssue({ number: 106, title: 'Sprint', author: 'mira', body: issueBody });
      await settled();
      states.push(statesIn(progressComments(repo)[0]?.body ?? ''));
    }
    const [whole = {}, part = {}] = states;
    expect(Object.keys(whole).length).toBeGreaterThan(0);
    for (const state of ['verified', 'contradicted', 'ready to tick']) {
      expect(part[state] ?? 0, state).toBeLessThanOrEqual(whole[state] ?? 0);
    }
  });
});
