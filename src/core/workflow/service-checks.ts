import { isValidCron } from '@actions/workflow-parser/model/converter/cron';
import type { Span } from '../source/source-text.ts';
import { ExpressionFit } from './expression-fit.ts';
import { githubSchema } from './github-schema.ts';
import { interpolations } from './interpolation.ts';
import { checkMatrix } from './matrix-check.ts';
import type { Job, ScalarNode, Trigger, WorkflowProblem } from './model.ts';
import { checkNeeds } from './needs-check.ts';
import { entryAt, scalarAt } from './node-access.ts';
import { expressionRemedy } from './schema-remedy.ts';
import { type AllowedExpressions, compileShape } from './schema-shape.ts';

/** GitHub takes no longer identifiers (actions/runner, IdBuilder.cs). */
const maxIdLength = 100;

const nothing: AllowedExpressions = { contexts: [], functions: [] };
const allowedInJobIf = compileShape(githubSchema, 'job-if').expressions ?? nothing;
const allowedInStepIf = compileShape(githubSchema, 'step-if').expressions ?? nothing;

/**
 * What GitHub's service checks once a workflow fits the schema: identifiers, conditions, needs, matrices, references
 * of actions, images, cron expressions. Source: actions/runner, src/Sdk/WorkflowParser/Conversion/
 * WorkflowTemplateConverter.cs; unlike its TypeScript sibling it compares identifiers without regard to case and does
 * not compare the defaults of inputs with their types.
 */
export function* checkAsService(on: readonly Trigger[], jobs: readonly Job[]): Generator<WorkflowProblem> {
  const fit = new ExpressionFit();
  for (const { crons } of on) yield* checkCrons(crons ?? []);
  for (const job of jobs) yield* checkJob(job, fit);
  yield* checkNeeds(jobs);
}

function* checkCrons(crons: readonly ScalarNode[]): Generator<WorkflowProblem> {
  for (const { text, span } of crons) {
    // GitHub runs schedules of a block scalar, with its line break at the end.
    if (isValidCron(text.trim())) continue;
    const remedy =
      'Write five fields: minute, hour, day of the month, month, day of the week. GitHub knows no `?`, no seconds and no `@daily`.';
    yield { ...problem(`Invalid cron expression '${text}'`, span), remedy };
  }
}

function* checkJob(job: Job, fit: ExpressionFit): Generator<WorkflowProblem> {
  yield* checkId({ text: job.id, span: job.idSpan }, new Set());
  yield* checkCondition(job.if, allowedInJobIf, fit);
  yield* checkMatrix(job);
  yield* checkImages(job);
  yield* checkGroup(job);
  const ids = new Set<string>();
  for (const step of job.steps) {
    yield* checkCondition(step.if, allowedInStepIf, fit);
    if (step.id !== undefined) yield* checkId(step.id, ids);
    if (step.uses !== undefined && !isActionReference(step.uses.text)) {
      const message = `Expected format {org}/{repo}[/path]@ref. Actual '${step.uses.text}'`;
      yield { ...problem(message, step.uses.span), remedy: usesRemedy(step.uses.text) };
    }
  }
}

function* checkCondition(
  condition: ScalarNode | undefined,
  allowed: AllowedExpressions,
  fit: ExpressionFit,
): Generator<WorkflowProblem> {
  // What stands in `${{ }}` has been read with the schema.
  if (condition === undefined || interpolations(condition.text).length > 0) return;
  const source = condition.text.trimEnd();
  const from = source.length - source.trimStart().length;
  if (from === source.length) return;
  const fault = fit.faultOf(source.slice(from), allowed);
  if (fault === undefined) return;
  const start = Math.min(from + fault.start, source.length - 1);
  const remedy = expressionRemedy(fault.message);
  const at = condition.locate(start, source.length);
  yield remedy === undefined ? problem(fault.message, at) : { ...problem(fault.message, at), remedy };
}

function* checkId(
  { text, span }: Pick<ScalarNode, 'text' | 'span'>,
  known: Set<string>,
): Generator<WorkflowProblem> {
  const key = text.toLowerCase();
  if (!/^[a-z_][\w-]*$/i.test(text) || text.length >= maxIdLength) {
    const message = `The identifier '${text}' is invalid. IDs may only contain alphanumeric characters, '_', and '-'. IDs must start with a letter or '_' and must be less than ${maxIdLength} characters.`;
    yield {
      ...problem(message, span),
      remedy: 'Give it a short identifier; words for people go into `name`.',
    };
  } else if (text.startsWith('__')) {
    yield problem(`The identifier '${text}' is invalid. IDs starting with '__' are reserved.`, span);
  } else if (known.has(key)) {
    const message = `The identifier '${text}' may not be used more than once within the same scope.`;
    yield { ...problem(message, span), remedy: 'Give each step of the job an `id` of its own.' };
  }
  known.add(key);
}

/** A Docker image, a path of this repository (`$/` since 2026), or an action of another one with its ref. */
function isActionReference(uses: string): boolean {
  if (/^(?:docker:\/\/|\.\/|\.\\|\$\/)/.test(uses)) return true;
  const [path, ref, ...others] = uses.split('@');
  const segments = (path ?? '').split(/[/\\]/).filter((segment) => segment !== '');
  return segments.length >= 2 && ref !== undefined && ref !== '' && others.length === 0;
}

function usesRemedy(uses: string): string {
  return /^[^@]+\/[^@]+$/.test(uses)
    ? 'Add `@` and the tag, branch or commit to run.'
    : 'Name an action as `owner/name@ref`, one of this repository as `./path`, an image as `docker://image`.';
}

function* checkImages({ container, services }: Job): Generator<WorkflowProblem> {
  const images = services.map(({ value }) => ({
    image: value.kind === 'scalar' ? value : scalarAt(value, 'image'),
    service: true,
  }));
  images.push({
    image: container?.kind === 'scalar' ? container : scalarAt(container, 'image'),
    service: false,
  });
  for (const { image, service } of images) {
    if (image?.text === 'docker://' || (service && image?.text === '')) {
      yield problem('Container image cannot be empty', image.span);
    }
  }
}

/** A group may be qualified by `org`, `organization`, `ent` or `enterprise`. */
function* checkGroup({ runsOn }: Job): Generator<WorkflowProblem> {
  const group = entryAt(runsOn, 'group')?.value;
  if (group?.kind !== 'scalar' || group.text.includes('${{')) return;
  const [prefix, name, ...others] = group.text.split('/');
  if (name === undefined) return;
  if (name === '') yield problem(`Invalid runs-on group name '${group.text}'.`, group.span);
  else if (others.length > 0 || !/^(?:org|organization|ent|enterprise)$/.test(prefix ?? '')) {
    yield problem(
      `Invalid runs-on group name '${group.text}'. Please use 'organization/' or 'enterprise/' prefix to target a single runner group.`,
      group.span,
    );
  }
}

function problem(message: string, span: Span): WorkflowProblem {
  return { kind: 'schema', message, span };
}
