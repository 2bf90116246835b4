import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { until, useScenario } from '../app/scenario.ts';
import { leakyWorkflow, testWorkflow } from '../app/workflows.ts';
import { readPromql, readSeries } from './promql.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const duration = z.string().regex(/^(?:\d+(?:ms|[smhdwy]))+$/);
const ruleFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^CiWarden[A-Z]\w+$/),
          expr: z.string(),
          for: duration.optional(),
          labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.strictObject({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
});
const alerts = ruleFile
  .parse(parse(read('deploy/prometheus/alerts.yaml')))
  .groups.flatMap(({ rules }) => rules);

const dashboardFile = z.object({
  uid: z.string(),
  title: z.string(),
  schemaVersion: z.int(),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
  panels: z.array(
    z.object({
      id: z.int(),
      type: z.enum(['row', 'stat', 'timeseries']),
      title: z.string(),
      gridPos: z.object({
        x: z.int().min(0),
        y: z.int().min(0),
        w: z.int().min(1).max(24),
        h: z.int().min(1),
      }),
      targets: z
        .array(z.object({ refId: z.string(), expr: z.string(), legendFormat: z.string() }))
        .optional(),
    }),
  ),
});
const dashboard = dashboardFile.parse(JSON.parse(read('deploy/grafana/ci-warden.json')));
const panels = dashboard.panels.filter(({ type }) => type !== 'row');

/** As Grafana sends it: its own variables are filled in before Prometheus sees the expression. */
const filledIn = (expression: string) =>
  expression.replaceAll('$__rate_interval', '5m').replaceAll('$job', '.*');
const expressions: [where: string, expression: string][] = [
  ...alerts.map(({ alert, expr }): [string, string] => [`the alert ${alert}`, expr]),
  ...panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ refId, expr }): [string, string] => [`the panel "${title}" (${refId})`, filledIn(expr)]),
  ),
];

const scenario = useScenario();
let series: Map<string, Set<string>>;
beforeAll(async () => {
  const { box, server, log, settled } = scenario();
  const repo = await box.createRepository({
    owner: 'octo',
    name: 'watched',
    files: { '.github/workflows/test.yml': testWorkflow },
  });
  await repo.push('topic', { '.github/workflows/leak.yml': leakyWorkflow });
  await repo.openPullRequest({ head: 'topic', title: 'a leak' });
  await settled();
  // Something of everything, also of what goes wrong.
  box.fail({ endpoint: 'POST /graphql', times: 50, does: { status: 502 } });
  await repo.push('topic', { 'README.md': 'more\n' });
  await until(() =>
    log.some(({ kind, outcome }) => kind === 'give-up' && String(outcome).startsWith('gave-up')),
  );
  series = readSeries(await (await fetch(`${server.url}/metrics`)).text());
});

/** Prometheus adds these to what it reads. */
const ofPrometheus = new Set(['job', 'instance']);

describe('every expression', () => {
  it('is there', () => {
    expect(alerts.length).toBeGreaterThan(10);
    expect(panels.length).toBeGreaterThan(15);
    expect(expressions.length).toBeGreaterThan(40);
  });

  it.each(expressions)(
    'of %s is PromQL over series and labels that a running server shows',
    (_, expression) => {
      const { selectors, grouping } = readPromql(expression);
      expect(selectors.length).toBeGreaterThan(0);
      const known = new Set<string>();
      for (const { metric, labels } of selectors) {
        const shown = series.get(metric);
        expect(shown, metric).toBeDefined();
        for (const label of shown ?? []) known.add(label);
        const unknown = labels.filter((label) => !shown?.has(label) && !ofPrometheus.has(label));
        expect(unknown, `labels of ${metric}`).toEqual([]);
      }
      expect(grouping.filter((label) => !known.has(label) && !ofPrometheus.has(label))).toEqual([]);
    },
  );

  it('would be refused if it were none, or named what is not there', () => {
    expect(() => readPromql('max(ci_warden_queue_items')).toThrow(/not PromQL/);
    expect(() => readPromql('rate(ci_warden_deliveries_total[5 minutes])')).toThrow(/not PromQL/);
    expect(series.has('ci_warden_no_such_metric')).toBe(false);
  });
});

describe('the names', () => {
  it("are Prometheus's way: a prefix, base units, counters that end in _total", async () => {
    const text = await (await fetch(`${scenario().server.url}/metrics`)).text();
    const types = [...text.matchAll(/^# TYPE (ci_warden_\S+) (\w+)$/gm)];
    expect(types.length).toBeGreaterThan(15);
    for (const [, name = '', type] of types) {
      expect(name.endsWith('_total'), name).toBe(type === 'counter');
      expect(name).not.toMatch(/milliseconds|_ms\b|minutes|kilobytes|megabytes|percent$/);
      if (type === 'histogram') expect(name).toMatch(/_seconds$/);
    }
    expect([...text.matchAll(/^# HELP (ci_warden_\S+) (.+)$/gm)]).toHaveLength(types.length);
  });
});

describe('the alerts', () => {
  it('have names of their own, and words that Prometheus can fill in', () => {
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
    const used = alerts.flatMap(({ annotations }) => [...annotations.description.matchAll(/\{\{(.*?)\}\}/g)]);
    expect(used.length).toBeGreaterThan(5);
    for (const [, inner = ''] of used) {
      expect(inner.trim()).toMatch(
        /^(?:\$value \| humanize(?:Duration|Percentage)?|\$labels\.(?:kind|bound|resource|instance))$/,
      );
    }
  });

  it('are each explained, with what to do, in docs/operations.md', () => {
    const text = read('docs/operations.md');
    expect(alerts.filter(({ alert }) => !text.includes(`### ${alert}\n`)).map(({ alert }) => alert)).toEqual(
      [],
    );
  });
});

describe('the dashboard', () => {
  it('names its data source by a variable, and its panels lie beside each other', () => {
    expect(dashboard.templating.list.map(({ name }) => name)).toEqual(['datasource', 'job']);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
  });
});
