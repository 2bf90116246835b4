import { describe, expect, it } from 'vitest';
import { Budgets } from '../../../src/app/metrics/budgets.ts';
import { openMetrics } from '../../../src/app/metrics.ts';

const budget = (
  installation: number,
  remaining: number,
  more: { resource?: string; resetAt?: number } = {},
) => ({
  installation,
  resource: 'core',
  remaining,
  limit: 5000,
  resetAt: 1_000_000,
  ...more,
});

describe('the budgets of installations', () => {
  it('are listed lowest first, REST and GraphQL apart, and counted by what is left', () => {
    const budgets = new Budgets();
    budgets.note(budget(1, 5000));
    budgets.note(budget(2, 0));
    budgets.note(budget(3, 400));
    budgets.note(budget(3, 2000, { resource: 'graphql' }));
    const { lowest, counts } = budgets.now(0, 2);
    expect(lowest).toEqual([
      { installation: 2, resource: 'core', share: 0 },
      { installation: 3, resource: 'core', share: 0.08 },
    ]);
    expect(counts.get('core')).toEqual({
      none: 1,
      'under-10-percent': 1,
      'under-half': 0,
      'half-or-more': 1,
    });
    expect(counts.get('graphql')).toMatchObject({ 'under-half': 1 });
  });

  it('are as the last answer told, and over with their hour', () => {
    const budgets = new Budgets();
    budgets.note(budget(1, 100));
    budgets.note(budget(1, 90));
    expect(budgets.now(0, 10).lowest).toEqual([{ installation: 1, resource: 'core', share: 0.018 }]);
    expect(budgets.now(1_000_001, 10).lowest).toEqual([]);
  });

  it('of resources that the App does not ask are let go', () => {
    const budgets = new Budgets();
    budgets.note(budget(1, 1, { resource: 'search' }));
    expect(budgets.now(0, 10).lowest).toEqual([]);
  });
});

describe('the figures', () => {
  it('have as many series for ten thousand installations, and for events of any name, as for a few', async () => {
    const metrics = openMetrics({ role: 'all' });
    for (let installation = 0; installation < 10_000; installation += 1)
      metrics.budget(budget(installation, installation % 5000, { resetAt: Date.now() + 60_000 }));
    for (let index = 0; index < 1000; index += 1)
      metrics.delivery({ status: 202, text: '', outcome: 'ignored', event: `event_${index}`, id: '' }, 0.001);
    const { body } = await metrics.text({ size: undefined, readiness: undefined });
    const series = (name: string) => body.split('\n').filter((line) => line.startsWith(`${name}{`));
    const counted = series('ci_warden_deliveries_total').filter((line) => !line.endsWith(' 0'));
    expect(series('ci_warden_github_rate_limit_remaining_ratio')).toHaveLength(10);
    expect(series('ci_warden_github_rate_limit_installations')).toHaveLength(8);
    expect(counted).toEqual(['ci_warden_deliveries_total{event="other",outcome="ignored"} 1000']);
  });

  it('begin with 0 where alerts look at them: from nothing to one is no increase', async () => {
    const { body } = await openMetrics({ role: 'all' }).text({ size: undefined, readiness: undefined });
    for (const series of [
      'deliveries_total{event="pull_request",outcome="store-down"}',
      'jobs_given_up_total{kind="answer-head"}',
      'audits_stopped_total{kind="decide",bound="memory"}',
      'sweep_given_up_total',
    ]) {
      expect(body).toContain(`ci_warden_${series} 0\n`);
    }
  });

  it('say that they can not be had where the database does not answer', async () => {
    const { body } = await openMetrics({ role: 'web' }).text({ size: undefined, readiness: undefined });
    expect(body).toContain('ci_warden_queue_items{state="waiting"} Nan');
    expect(body).toContain('ci_warden_dependency_up{dependency="database"} 0');
  });
});
