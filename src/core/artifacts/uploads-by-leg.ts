import { conditionHolds } from '../workflow/condition.ts';
import { contextReads } from '../workflow/context-reads.ts';
import type { Contexts } from '../workflow/contexts.ts';
import { evaluateExpression } from '../workflow/expression.ts';
import { interpolations } from '../workflow/interpolation.ts';
import { stepContexts, withLeg, workflowContexts } from '../workflow/job-contexts.ts';
import { showJson } from '../workflow/json-value.ts';
import { expandMatrix, type MatrixLeg } from '../workflow/matrix.ts';
import type { Job, Step, Workflow } from '../workflow/model.ts';
import { possibleValues } from '../workflow/resolved.ts';
import { withRunner } from './runner-context.ts';
import type { UploadedName } from './uploaded-name.ts';

/** Legs of one job that upload under the same name. */
export interface CollidingUploads {
  /** How many; undefined where the matrix is not known before the workflow runs. */
  readonly legs: number | undefined;
  readonly shown: string;
  /** What would tell the legs apart, as an expression. */
  readonly suggestion: string | undefined;
}

/** The step of a matrix job that uploads. */
export interface Upload {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
  readonly name: UploadedName;
}

/** Contexts that are the same in every leg of one run. */
const sameInEveryLeg = new Set(['github', 'inputs', 'vars', 'needs', 'secrets']);

/** The largest group of legs that upload under one name; undefined where every leg has a name of its own, or may have. */
export function uploadsByLeg(upload: Upload): CollidingUploads | undefined {
  const { workflow, job, name } = upload;
  if (job.strategy?.matrix === undefined) return undefined;
  const contexts = workflowContexts(workflow);
  const matrix = expandMatrix(job, contexts);
  if (matrix.kind === 'unknown') {
    const shown = nameIn(name.text, contexts);
    return shown === undefined || !mayRun(upload, contexts)
      ? undefined
      : { legs: undefined, shown, suggestion: undefined };
  }
  for (const legs of possibleValues(matrix)) {
    const shared = largestGroup(upload, legs, contexts);
    if (shared !== undefined) return { ...shared, suggestion: suggestionFor(legs) };
  }
  return undefined;
}

function largestGroup(upload: Upload, legs: readonly MatrixLeg[], contexts: Contexts) {
  const counts = new Map<string, number>();
  const condition = upload.step.if?.text ?? '';
  const asksLeg = /matrix|env|strategy|runner|job/i.test(condition);
  if (!asksLeg && !mayRun(upload, contexts)) return undefined;
  // Working out the variables costs more than all the rest.
  const readsVariables = /env/i.test(condition) || /env/i.test(upload.name.text);
  const readsRunner = /runner/i.test(condition) || /runner/i.test(upload.name.text);
  for (const leg of legs) {
    const ofLeg = withLeg(contexts, leg);
    const onRunner = readsRunner ? withRunner(ofLeg, upload.job) : ofLeg;
    const within = readsVariables ? stepContexts(onRunner, upload) : onRunner;
    const name = !asksLeg || mayRun(upload, within) ? nameIn(upload.name.text, within) : undefined;
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [largest] = [...counts].sort((a, b) => b[1] - a[1]);
  return largest === undefined || largest[1] < 2 ? undefined : { legs: largest[1], shown: largest[0] };
}

function mayRun({ step }: Upload, contexts: Contexts): boolean {
  return (['success', 'failure'] as const).some(
    (ending) => conditionHolds(step.if, ending, contexts) !== 'no',
  );
}

/** The name in one leg, what is the same in all legs left as it stands; undefined where it may be the leg's own. */
function nameIn(text: string, contexts: Contexts): string | undefined {
  let name = text;
  for (const { start, end, source } of [...interpolations(text)].reverse()) {
    const value = evaluateExpression(source, contexts);
    const isShared = contextReads(source).every(({ context }) => sameInEveryLeg.has(context));
    if (value.kind === 'known') name = name.slice(0, start) + showJson(value.value) + name.slice(end);
    else if (!isShared || source.includes('hashFiles')) return undefined;
  }
  return name;
}

/** An axis that has another simple value in each leg, else the number of the leg. */
function suggestionFor(legs: readonly MatrixLeg[]): string {
  const keys = new Set(legs.flatMap((leg) => [...leg.keys()]));
  for (const key of keys) {
    const values = legs.map((leg) => leg.get(key));
    const simple = values.flatMap((value) =>
      value?.kind === 'known' && /^(?:string|number)$/.test(typeof value.value) ? String(value.value) : [],
    );
    const isSafe = simple.every((value) => /^[^"':<>|*?\r\n\\/]+$/.test(value));
    if (simple.length === legs.length && new Set(simple).size === legs.length && isSafe)
      return `\`matrix.${key}\``;
  }
  return '`strategy.job-index`';
}
