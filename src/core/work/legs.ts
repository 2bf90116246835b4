import { workflowContexts } from '../workflow/job-contexts.ts';
import { isJsonObject, type Json, showJson } from '../workflow/json-value.ts';
import type { LabelSet } from '../workflow/label-set.ts';
import { expandMatrix, type MatrixLeg } from '../workflow/matrix.ts';
import type { Job, Workflow } from '../workflow/model.ts';
import { valueAt } from '../workflow/node-access.ts';
import { possibleValues } from '../workflow/resolved.ts';
import { resolveRunsOn } from '../workflow/runs-on.ts';
import { plainText } from './plain-text.ts';
import { type Lookup, value } from './reading.ts';

/** Legs of a job's matrix that do the same. */
export interface LegGroup {
  /** Of the job's legs, 0 to 1. */
  readonly share: number;
  /** How many of the job's legs. */
  readonly count: number;
  /** The matrix values that matter to what the job does, for people. */
  readonly name: string;
  readonly lookup: Lookup;
  readonly runner: LabelSet;
  /** What decides values that are known only when the workflow runs, by key, as text. */
  readonly unknown: ReadonlyMap<string, string>;
}

/** The legs of a job's matrix, as far as the job's own text tells them apart; one without a matrix. */
export function legsOf(workflow: Workflow, job: Job): LegGroup[] {
  if (job.strategy?.matrix === undefined) return [onlyLeg(job, runnersOf(workflow, job)(0))];
  const text = workflow.source.text.slice(job.span.start, job.span.end);
  const legs = possibleValues(expandMatrix(job, workflowContexts(workflow))).flat();
  const runners = runnersOf(workflow, job);
  const readsAll = /matrix\s*[[)]/i.test(text);
  const named = new Set([...text.matchAll(/matrix\.([\w-]+)/gi)].map(([, key = '']) => key.toLowerCase()));
  const groups = new Map<string, { leg: MatrixLeg; runner: LabelSet; count: number }>();
  for (const [index, leg] of legs.entries()) {
    const mattering = new Map([...leg].filter(([key]) => readsAll || named.has(key.toLowerCase())));
    const runner = runners(index);
    const id = JSON.stringify([[...mattering].sort(([a], [b]) => (a < b ? -1 : 1)), runner]);
    const known = groups.get(id);
    if (known === undefined) groups.set(id, { leg: mattering, runner, count: 1 });
    else known.count += 1;
  }
  if (groups.size === 0) return [onlyLeg(job, runners(0))];
  return [...groups.values()].map(({ leg, runner, count }) => ({
    share: count / legs.length,
    count,
    name: nameOf(leg),
    lookup: (path) => lookUp(leg, path),
    runner,
    unknown: unknownIn(leg, job),
  }));
}

/** The labels that each leg asks for; as they are written where they are known only when the workflow runs. */
function runnersOf(workflow: Workflow, job: Job): (leg: number) => LabelSet {
  const { legs } = resolveRunsOn(workflow, job);
  const written = { labels: job.runsOn === undefined ? [] : [plainText(job.runsOn)] };
  return (leg) => {
    // One answer for all where `runs-on` does not ask the matrix.
    const labels = (legs.length === 1 ? legs[0] : legs[leg])?.labels;
    return labels?.kind === 'known' ? labels.value : written;
  };
}

/** The leg of a job without a matrix, or with one that is known only when it runs: told from others by how it is written. */
function onlyLeg(job: Job, runner: LabelSet): LegGroup {
  const matrix = job.strategy?.matrix;
  return {
    share: 1,
    count: 1,
    name: '',
    lookup: () => undefined,
    runner,
    unknown: new Map(matrix === undefined ? [] : [['matrix', plainText(matrix)]]),
  };
}

function unknownIn(leg: MatrixLeg, job: Job): Map<string, string> {
  const keys = [...leg].filter(([, resolved]) => resolved.kind !== 'known').map(([key]) => key);
  return new Map(
    keys.map((key) => {
      const axis = valueAt(job.strategy?.matrix, key) ?? job.strategy?.matrix;
      return [`matrix.${key}`, axis === undefined ? '' : plainText(axis)];
    }),
  );
}

function nameOf(leg: MatrixLeg): string {
  return [...leg]
    .flatMap(([key, resolved]) => (resolved.kind === 'known' ? [`${key}: ${shown(resolved.value)}`] : []))
    .join(', ');
}

function shown(json: Json): string {
  return typeof json === 'object' ? asText(json) : showJson(json);
}

/** JSON with the keys of its objects sorted: equal values are equal texts. */
function asText(json: Json): string {
  return JSON.stringify(json, (_, inner: Json) =>
    isJsonObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** `matrix.key.part`; lists and mappings as JSON, which is how equal ones are equal. */
function lookUp(leg: MatrixLeg, path: string): ReturnType<Lookup> {
  const [context, ...keys] = path.split('.');
  if (context !== 'matrix' || keys.length === 0) return undefined;
  const resolved = [...leg].find(([key]) => key.toLowerCase() === keys[0])?.[1];
  if (resolved?.kind !== 'known') return undefined;
  const found = keys.slice(1).reduce<Json>(partOf, resolved.value);
  return value(typeof found === 'object' && found !== null ? asText(found) : found);
}

function partOf(json: Json, key: string): Json {
  if (!isJsonObject(json)) return null;
  return Object.entries(json).find(([name]) => name.toLowerCase() === key)?.[1] ?? null;
}
