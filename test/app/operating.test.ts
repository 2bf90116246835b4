import { beforeAll, describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import { type LogLine, until, useScenario } from './scenario.ts';
import { leakyWorkflow, testWorkflow } from './workflows.ts';

const scenario = useScenario();
let repo: BoxRepository;
let head: string;

beforeAll(async () => {
  repo = await scenario().box.createRepository({
    owner: 'octo',
    name: 'watched',
    roles: { mona: 'admin' },
    files: { '.github/workflows/test.yml': testWorkflow },
  });
  head = await repo.push('topic', { '.github/workflows/leak.yml': leakyWorkflow });
  const pull = await repo.openPullRequest({ head: 'topic', title: 'a leak' });
  await scenario().settled();
  repo.comment(pull.issue.number, 'mona', '/ci-audit');
  await scenario().settled();
});

const metrics = async () => (await fetch(`${scenario().server.url}/metrics`)).text();

async function figure(series: string): Promise<number> {
  const line = (await metrics()).split('\n').find((one) => one.startsWith(`${series} `));
  if (line === undefined) throw new Error(`there is no ${series}`);
  return Number(line.slice(series.length + 1));
}

describe('the log', () => {
  const lines = (messages: readonly string[]): LogLine[] =>
    scenario().log.filter(({ msg }) => messages.includes(msg));

  it('names delivery, installation and repository in every line about a delivery or a job', () => {
    const about = lines(['a delivery came in', 'a job is done']);
    expect(about.length).toBeGreaterThan(4);
    for (const line of about) {
      expect(line, JSON.stringify(line)).toMatchObject({
        delivery: expect.stringMatching(/^[0-9a-f-]{36}$/),
        installation: scenario().box.installation('octo').id,
        repository: 'octo/watched',
      });
    }
  });

  it('follows a head from the delivery that brought it to the job that answered it', () => {
    const delivered = lines(['a delivery came in']).find(
      (line) => line.event === 'pull_request' && line.outcome === 'stored',
    );
    expect(delivered).toMatchObject({ head });
    const done = lines(['a job is done']).filter(({ delivery }) => delivery === delivered?.delivery);
    expect(done).toEqual([expect.objectContaining({ head, kind: 'answer-head', outcome: 'answered' })]);
  });
});

describe('the figures', () => {
  it('count deliveries, jobs and their requests', async () => {
    expect(await figure('ci_warden_deliveries_total{event="pull_request",outcome="stored"}')).toBe(1);
    expect(
      await figure('ci_warden_job_seconds_count{kind="answer-head",outcome="answered"}'),
    ).toBeGreaterThan(0);
    expect(await figure('ci_warden_job_requests_total{kind="answer-comment"}')).toBeGreaterThan(1);
    expect(await figure('ci_warden_dependency_up{dependency="database"}')).toBe(1);
    expect(await figure('ci_warden_dependency_up{dependency="github"}')).toBe(1);
  });

  it('say how much of its hour an installation has left', async () => {
    const { id } = scenario().box.installation('octo');
    const series = (resource: string) =>
      `ci_warden_github_rate_limit_remaining_ratio{installation="${id}",resource="${resource}"}`;
    for (const resource of ['core', 'graphql']) {
      const share = await figure(series(resource));
      expect(share).toBeLessThan(1);
      expect(share).toBeGreaterThan(0.9);
    }
    expect(
      await figure('ci_warden_github_rate_limit_installations{resource="core",left="half-or-more"}'),
    ).toBe(1);
  });

  it('count what failed by what went wrong, and what was given up', async () => {
    const { box, log } = scenario();
    box.fail({ endpoint: 'POST /graphql', times: 50, does: { status: 502 } });
    await repo.push('topic', { 'README.md': 'more\n' });
    await until(() => log.some(({ outcome }) => String(outcome).startsWith('gave-up')));
    expect(
      await figure('ci_warden_job_failures_total{kind="answer-head",error="GitHubUnavailable"}'),
    ).toBeGreaterThan(2);
    expect(await figure('ci_warden_jobs_given_up_total{kind="answer-head"}')).toBe(1);
    expect(await figure('ci_warden_queue_items{state="failed"}')).toBeGreaterThan(0);
    const failed = log.filter(({ msg }) => msg === 'a job failed');
    expect(failed.length).toBeGreaterThan(2);
    for (const line of failed) {
      expect(line).toMatchObject({ installation: box.installation('octo').id, repository: 'octo/watched' });
      expect(line.head).toMatch(/^[0-9a-f]{40}$/);
    }
  });
});

describe('the probes', () => {
  it('tell the process from what it needs', async () => {
    const status = async (path: string) => (await fetch(`${scenario().server.url}${path}`)).status;
    expect([await status('/livez'), await status('/healthz'), await status('/readyz')]).toEqual([
      200, 200, 200,
    ]);
  });
});
