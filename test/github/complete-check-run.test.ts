import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action, Annotation } from '../../src/core/action.ts';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../src/demo/box/start-github-box.ts';
import { GitHubUnavailable, StaleRead } from '../../src/github/errors.ts';
import type { GitHub } from '../../src/github/open-github.ts';
import { pace } from '../../src/github/pace.ts';
import { type Performer, perform } from '../../src/github/perform.ts';
import { openTestGitHub } from './open-test-github.ts';

let box: GitHubBox;
let github: GitHub;
let repo: BoxRepository;
let headSha: string;

beforeAll(async () => {
  box = await startGitHubBox();
  github = await openTestGitHub(box);
  repo = await box.createRepository({ owner: 'octo', name: 'checks', files: { 'a.txt': 'a' } });
});
afterAll(() => box.close());

const askedAt = new Date('2026-11-23T12:00:00.500Z');
const hourBefore = new Date('2026-11-23T11:00:00Z');
const create = 'POST /repos/{owner}/{repo}/check-runs';
const update = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';

async function performer(lookFirst: Performer['lookFirst']): Promise<Performer> {
  const { owner, name } = repo.repository;
  return {
    client: await github.installation(box.installation('octo').id),
    repository: { owner: owner.login, name },
    appId: box.state.app.id,
    login: () => github.login(),
    askedAt,
    lookFirst,
  };
}

function answer(count: number, title = 'Bad'): Action {
  const annotations = Array.from(
    { length: count },
    (_, index): Annotation => ({
      path: 'a.yml',
      startLine: index + 1,
      endLine: index + 1,
      startColumn: 1,
      endColumn: 2,
      level: 'failure',
      title: 'rule',
      message: 'wrong',
      details: 'much more',
    }),
  );
  const output = { title, summary: 'Sum', text: 'Text', annotations };
  return { kind: 'complete-check-run', headSha, externalId: 'pull:1', conclusion: 'failure', output };
}

async function writes(task: () => Promise<unknown>): Promise<string[]> {
  const before = box.requests.length;
  await task();
  return box.requests
    .slice(before)
    .filter(({ method }) => method !== 'GET')
    .map(({ endpoint }) => endpoint ?? '')
    .filter((endpoint) => !endpoint.includes('access_tokens'));
}

describe('a check run', () => {
  let heads = 0;
  const next = async () => {
    heads += 1;
    headSha = await repo.push(`head-${heads}`, { 'a.txt': String(heads) });
  };

  it.each([
    [0, 1],
    [50, 1],
    [51, 2],
    [100, 2],
    [120, 3],
  ])('with %i annotations takes %i requests', async (count, requests) => {
    await next();
    const action = answer(count);
    const made = await writes(async () => perform(await performer('no'), [action]));
    expect(made).toEqual([create, ...Array.from({ length: requests - 1 }, () => update)]);
    const [run] = await repo.checkRuns(headSha);
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure', externalId: 'pull:1' });
    expect(run?.annotations.map(({ start_line }) => start_line)).toEqual(
      Array.from({ length: count }, (_, index) => index + 1),
    );
  });

  it('is not written again where the same is there', async () => {
    await next();
    await perform({ ...(await performer('no')), askedAt: hourBefore }, [answer(3)]);
    expect(await writes(async () => perform(await performer('same'), [answer(3)]))).toEqual([]);
    expect(await writes(async () => perform(await performer('same'), [answer(3, 'Other')]))).toEqual([
      create,
    ]);
  });

  it('is not written again where an earlier attempt has, whatever that has found', async () => {
    await next();
    await perform(await performer('no'), [answer(3)]);
    for (const lookFirst of ['any', 'since-asked', 'same-or-since-asked'] as const) {
      const made = await writes(async () => perform(await performer(lookFirst), [answer(3, 'Other')]));
      expect(made).toEqual([]);
    }
  });

  it('is not written again where nothing else was asked of the head', async () => {
    await next();
    await perform({ ...(await performer('no')), askedAt: hourBefore }, [answer(3)]);
    expect(await writes(async () => perform(await performer('any'), [answer(3, 'Other')]))).toEqual([]);
  });

  it('is written anew where a person asked for it, but once', async () => {
    await next();
    await perform({ ...(await performer('no')), askedAt: hourBefore }, [answer(3)]);
    const again = async () => perform(await performer('since-asked'), [answer(3)]);
    expect(await writes(again)).toEqual([create]);
    expect(await writes(again)).toEqual([]);
  });

  it('is written anew where a person asked for it within the second in which the last was begun, but once', async () => {
    await next();
    await perform(await performer('no'), [answer(3)]);
    const [run] = await repo.checkRuns(headSha);
    const again = async () =>
      perform({ ...(await performer('since-asked')), after: run?.id ?? 0 }, [answer(3)]);
    expect(await writes(again)).toEqual([create]);
    expect(await writes(again)).toEqual([]);
  });

  it('is completed from the beginning; what annotations it lacks are added where it stopped', async () => {
    await next();
    box.fail({ endpoint: update, times: 1, does: { status: 502 } });
    await expect(perform(await performer('no'), [answer(120)])).rejects.toThrow(GitHubUnavailable);
    expect((await repo.checkRuns(headSha))[0]).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(await writes(async () => perform(await performer('any'), [answer(120)]))).toEqual([
      update,
      update,
    ]);
    const runs = await repo.checkRuns(headSha);
    expect(runs).toHaveLength(1);
    expect(runs[0]?.annotations.map(({ start_line }) => start_line)).toEqual(
      Array.from({ length: 120 }, (_, index) => index + 1),
    );
    expect(await writes(async () => perform(await performer('any'), [answer(120)]))).toEqual([]);
  });

  it('that was cut off gets what it lacks, though a later one is whole', async () => {
    await next();
    box.fail({ endpoint: update, times: 1, does: { status: 502 } });
    await expect(perform(await performer('no'), [answer(60)])).rejects.toThrow(GitHubUnavailable);
    await perform(await performer('no'), [answer(60)]);
    expect(await writes(async () => perform(await performer('any'), [answer(60)]))).toEqual([update]);
    expect((await repo.checkRuns(headSha)).map(({ annotations }) => annotations.length)).toEqual([60, 60]);
  });

  it('that somebody left in progress is completed', async () => {
    await next();
    const { client } = await performer('no');
    const begun = { owner: 'octo', repo: 'checks', name: 'ci-warden', head_sha: headSha };
    await client.rest(create, { ...begun, external_id: 'pull:1', status: 'in_progress' });
    expect(await writes(async () => perform(await performer('any'), [answer(3)]))).toEqual([update]);
    expect(await repo.checkRuns(headSha)).toMatchObject([{ status: 'completed', conclusion: 'failure' }]);
  });

  it('is not created on what was seen long ago', async () => {
    await next();
    const begunAt = new Date(Date.now() - 60_000);
    await expect(perform({ ...(await performer('no')), begunAt }, [answer(1)])).rejects.toThrow(StaleRead);
    expect(await repo.checkRuns(headSha)).toEqual([]);
    await perform({ ...(await performer('any')), begunAt }, [answer(1)]);
    expect(await repo.checkRuns(headSha)).toHaveLength(1);
  });

  it('whose answer got lost is found', async () => {
    await next();
    box.fail({ endpoint: create, times: 1, does: 'lose-answer' });
    await expect(perform(await performer('no'), [answer(1)])).rejects.toThrow(GitHubUnavailable);
    expect(await writes(async () => perform(await performer('any'), [answer(1)]))).toEqual([]);
    expect(await repo.checkRuns(headSha)).toHaveLength(1);
  });
});

describe('writes of one installation', () => {
  it('are paced, while reads are not', async () => {
    const paced = await openTestGitHub(box, { writeSpacingMilliseconds: 1000 });
    const client = await paced.installation(box.installation('octo').id);
    const where = { owner: 'octo', repo: 'checks' };
    const begun = performance.now();
    const issue = repo.openIssue({ title: 'Talk', body: '' });
    const say = () =>
      client.rest('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...where,
        issue_number: issue,
        body: 'Hi',
      });
    const written: number[] = [];
    const writes = [say(), say(), say()].map((one) => one.then(() => written.push(performance.now())));
    await Promise.all(Array.from({ length: 5 }, () => client.query('query { viewer { login } }', {})));
    expect(written.length).toBeLessThan(3);
    await Promise.all(writes);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(1990);
  });

  it('are paced only from so many on where they come after a rest', async () => {
    const begun = performance.now();
    const paced = pace(1000, 3);
    const times = Array.from({ length: 4 }, () => paced(async () => performance.now() - begun));
    const [, , third = 0, fourth = 0] = await Promise.all(times);
    expect(third).toBeLessThan(900);
    expect(fourth).toBeGreaterThanOrEqual(990);
  });

  it('go first where a person waits for one, but not for ever', async () => {
    const paced = pace(1);
    const done: string[] = [];
    const write = (name: string, turn: 'first' | 'usual') => paced(async () => done.push(name), turn);
    await Promise.all([
      write('a', 'usual'),
      write('b', 'usual'),
      write('c', 'usual'),
      write('1', 'first'),
      write('2', 'first'),
    ]);
    expect(done).toEqual(['a', '1', 'b', '2', 'c']);
  });
});
