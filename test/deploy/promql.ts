import { parser } from '@prometheus-io/lezer-promql';

/** One selector of an expression: which metric it reads, and which of its labels are named. */
export interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** What an expression of PromQL reads. */
export interface ReadExpression {
  readonly selectors: readonly Selector[];
  /** The labels by which it joins. */
  readonly grouping: readonly string[];
}

/** Reads an expression with Prometheus's own grammar; throws where it is not one. */
export function readPromql(expression: string): ReadExpression {
  const selectors: { metric: string; labels: string[] }[] = [];
  const grouping: string[] = [];
  let isGrouping = false;
  parser.parse(expression).iterate({
    enter(node) {
      const text = expression.slice(node.from, node.to);
      if (node.type.isError)
        throw new Error(`not PromQL at ${node.from} ("${expression.slice(node.from - 10, node.from + 10)}")`);
      if (node.name === 'VectorSelector') selectors.push({ metric: '', labels: [] });
      if (node.name === 'GroupingLabels') isGrouping = true;
      const selector = selectors.at(-1);
      if (node.name === 'Identifier' && selector !== undefined) selector.metric = text;
      if (node.name === 'LabelName') (isGrouping ? grouping : selector?.labels)?.push(text);
    },
    leave(node) {
      if (node.name === 'GroupingLabels') isGrouping = false;
    },
  });
  return { selectors, grouping };
}

/** The series that a server shows: each name with the labels that its samples have. */
export function readSeries(exposition: string): Map<string, Set<string>> {
  const series = new Map<string, Set<string>>();
  for (const line of exposition.split('\n')) {
    const [, name, labels = ''] = /^([a-z_][a-z0-9_]*)(?:\{(.*)\})? \S+$/i.exec(line) ?? [];
    if (name === undefined) continue;
    const names = [...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label);
    series.set(name, new Set([...(series.get(name) ?? []), ...names]));
  }
  return series;
}
