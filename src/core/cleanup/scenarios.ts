import { conditionHolds } from '../workflow/condition.ts';
import { type Contexts, noContexts, type PartlyKnown } from '../workflow/contexts.ts';
import { withLeg } from '../workflow/job-contexts.ts';
import type { Json } from '../workflow/json-value.ts';
import { expandMatrix, type MatrixLeg } from '../workflow/matrix.ts';
import type { Job, Trigger, Workflow } from '../workflow/model.ts';
import { possibleValues, type Resolved } from '../workflow/resolved.ts';
import { endings } from './job-flow.ts';

/** One of the ways in which a job may be started: by an event, as a leg of its matrix. */
export interface Scenario {
  /** What conditions read of it; nothing where no condition of a step asks. */
  readonly contexts: Contexts;
  /** The legs that it stands for; all without. */
  readonly legs?: readonly MatrixLeg[];
  /** Which it is, in words that begin a sentence: ``On `push` ``. */
  readonly words: readonly string[];
}

/** All ways to start a job at once: what they decide is not known. */
export const anyStart: Scenario = { contexts: noContexts, words: [] };
/** With more of them the job is followed once, and a condition that they decide counts as one that isn't known. */
const mostScenarios = 24;
/** Characters of scripts that are followed for all scenarios together, at most. */
const mostText = 400_000;
const unknown: Resolved<Json> = { kind: 'unknown', because: '' };

/** The scenarios that the conditions of a job's steps tell apart; those in which the job doesn't run are left out. */
export function scenariosOf(workflow: Workflow, job: Job): readonly Scenario[] {
  const conditions = job.steps.map((step) => step.if?.text ?? '').join('\n');
  const asksEvent = /\bgithub\b|\binputs\b/i.test(conditions);
  const asksLeg = /\bmatrix\b/i.test(conditions);
  if (!asksEvent && !asksLeg) return [anyStart];
  const started = asksEvent ? startsOf(workflow, conditions) : [anyStart];
  const all = started.flatMap((start) => (asksLeg ? legsOf(job, start, conditions) : [start]));
  const text = job.steps.reduce((sum, step) => sum + (step.run?.text.length ?? 0), 0);
  if (all.length > mostScenarios || all.length * text > mostText) return [anyStart];
  return all.filter(({ contexts }) =>
    endings.some((ending) => job.if === undefined || conditionHolds(job.if, ending, contexts) !== 'no'),
  );
}

/** A scenario for each event; a reusable workflow is started by whatever starts its callers. */
function startsOf({ on }: Workflow, conditions: string): readonly Scenario[] {
  if (on.length === 0 || on.some(({ event }) => event === 'workflow_call')) return [anyStart];
  return on.flatMap((trigger) => {
    const refs = trigger.event === 'push' ? refsOf(trigger, conditions) : [undefined];
    return refs.map((ref) => startOf(trigger.event, ref));
  });
}

function startOf(event: string, ref: Ref | undefined): Scenario {
  const github = new Map<string, Resolved<Json>>([['event_name', { kind: 'known', value: event }]]);
  // docs.github.com, "Events that trigger workflows", pull_request: GITHUB_REF is the merge branch.
  if (event === 'pull_request') github.set('ref', { kind: 'known', value: 'refs/pull/1/merge' });
  if (ref !== undefined) {
    github.set('ref', { kind: 'known', value: `refs/heads/${ref.branch}` });
    github.set('ref_name', { kind: 'known', value: ref.branch });
    github.set('ref_type', { kind: 'known', value: 'branch' });
  }
  const contexts = new Map<string, PartlyKnown>([['github', { values: github, others: unknown }]]);
  // A person gives inputs only where the workflow is dispatched.
  if (event !== 'workflow_dispatch')
    contexts.set('inputs', { values: new Map(), others: { kind: 'known', value: null } });
  const to = ref === undefined ? '' : ` to ${ref.words}`;
  return { contexts, words: [`on \`${event}\`${to}`] };
}

interface Ref {
  readonly branch: string;
  readonly words: string;
}

/** The branches that conditions tell apart, where the event's filters let any branch in; one unknown otherwise. */
function refsOf(
  { branches, branchesIgnore, tags }: Trigger,
  conditions: string,
): readonly (Ref | undefined)[] {
  const asked = [
    ...conditions.matchAll(/\bgithub\.ref(?:_name)?\s*[!=]=\s*'(?:refs\/heads\/)?([\w./-]+)'/gi),
  ];
  const named = new Set(asked.flatMap(([, branch]) => (branch?.startsWith('refs/') ? [] : (branch ?? []))));
  if (named.size === 0 || tags !== undefined) return [undefined];
  const listed = branches?.map((branch) => branch.text);
  if (listed?.every((branch) => /^[\w./-]+$/.test(branch)))
    return listed.map((branch) => ({ branch, words: `\`${branch}\`` }));
  if (branches !== undefined || branchesIgnore !== undefined) return [undefined];
  const other = { branch: 'another-branch', words: 'another branch' };
  return [...[...named].map((branch) => ({ branch, words: `\`${branch}\`` })), other];
}

/** The scenario once for each combination of the matrix values that conditions ask for. */
function legsOf(job: Job, start: Scenario, conditions: string): readonly Scenario[] {
  const legs = possibleValues(expandMatrix(job, start.contexts)).flat();
  const asked = [...conditions.matchAll(/\bmatrix\.([\w-]+)/gi)].map(([, key = '']) => key.toLowerCase());
  const keys = [...new Set(asked)];
  const alike = new Map<string, MatrixLeg[]>();
  for (const leg of legs) {
    const key = keys.map((name) => JSON.stringify(valueIn(leg, name) ?? null)).join('\n');
    alike.set(key, [...(alike.get(key) ?? []), leg]);
  }
  const groups = [...alike.values()];
  if (groups.length === 0) return [start];
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const where = keys.flatMap((name) => valueWords(name, valueIn(first, name)));
    const words = where.length > 0 ? [...start.words, `where ${where.join(' and ')}`] : start.words;
    return [{ contexts: withLeg(start.contexts, first), legs: group, words }];
  });
}

/** Names of properties count without regard to case. */
function valueIn(leg: MatrixLeg, name: string): Resolved<Json> | undefined {
  return [...leg].find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Longer values don't fit a sentence. */
const longestValue = 40;

function valueWords(name: string, value: Resolved<Json> | undefined): string[] {
  if (value?.kind !== 'known' || typeof value.value === 'object') return [];
  const text = String(value.value);
  return text === '' || text.length > longestValue || /[\n`]/.test(text)
    ? []
    : [`\`matrix.${name}\` is \`${text}\``];
}
