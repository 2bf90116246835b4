import { conditionHolds } from '../../workflow/condition.ts';
import { type LabelSet, labelSetKey, showLabelSet } from '../../workflow/label-set.ts';
import { expandMatrix } from '../../workflow/matrix.ts';
import type { Job, Workflow } from '../../workflow/model.ts';
import type { AskedRunners, Check, NamedRunner } from '../claims/check.ts';
import { type Evidence, evidence, type Verdict } from './evidence.ts';
import { placementOf } from './job-placement.ts';
import { listWords } from './list-words.ts';
import { takes } from './runner-identity.ts';
import type { WeighInput } from './weigh-input.ts';
import { whyNoWorkflow, workflowAt } from './why-no-workflow.ts';

type MatrixCheck = Extract<Check, { kind: 'workflow-matrix' }>;

/** Whether a job of a workflow has a matrix that sends it to every one of the runners. */
export function weighMatrix({ kind, path, runners }: MatrixCheck, input: WeighInput): Evidence[] {
  const refused = whyNoWorkflow(path, input);
  if (refused !== undefined) return [evidence(kind, 'fails', refused.detail, refused.place)];
  const workflow = workflowAt(path, input.repository);
  const spreads = (workflow?.jobs ?? [])
    .filter(canRun)
    .map((job) => spreadOf(job, { workflow, runners, input }));
  const best =
    spreads.find(({ verdict }) => verdict === 'holds') ??
    spreads.find(({ verdict }) => verdict === 'unknown') ??
    spreads.toSorted((a, b) => b.reached - a.reached)[0];
  if (workflow === undefined || best === undefined) {
    return [evidence(kind, 'fails', `\`${path}\` has no job that can run`, { path })];
  }
  const { line } = workflow.source.positionAt((best.job.runsOn?.span ?? best.job.idSpan).start);
  return [evidence(kind, best.verdict, `\`${path}\`: ${best.detail}`, { path, line })];
}

/** The workflows of which a job has a matrix over all of the runners. */
export function workflowsOver(runners: AskedRunners, input: WeighInput): string[] {
  return input.repository.workflows
    .map(({ path }) => path)
    .filter((path) => weighMatrix({ kind: 'workflow-matrix', path, runners }, input)[0]?.verdict === 'holds');
}

interface Spread {
  readonly job: Job;
  readonly verdict: Verdict;
  readonly detail: string;
  /** How many of the runners the job reaches. */
  readonly reached: number;
}

interface Around {
  readonly workflow: Workflow | undefined;
  readonly runners: AskedRunners | undefined;
  readonly input: WeighInput;
}

function spreadOf(job: Job, { workflow, runners, input }: Around): Spread {
  const name = `job \`${job.id}\``;
  const placement = workflow && placementOf(workflow, job, input.repository.workflows);
  if (job.strategy?.matrix === undefined || placement === undefined) {
    const [only] = placement?.certain ?? [];
    const alone = only === undefined ? '' : ` and runs on \`${showLabelSet(only)}\` alone`;
    return { job, verdict: 'fails', detail: `${name} has no matrix${alone}`, reached: 0 };
  }
  if (runners === undefined) return legsOf(job, name);
  const spread =
    runners.named.length > 0
      ? reachOf(job, placement.certain, runners.named)
      : numberOf(job, placement.certain, runners.atLeast);
  if (spread.verdict === 'holds' || placement.because === undefined) return spread;
  return { ...spread, verdict: 'unknown', detail: `where ${name} runs is not known: ${placement.because}` };
}

function legsOf(job: Job, name: string): Spread {
  const legs = expandMatrix(job);
  if (legs.kind !== 'known') {
    return { job, verdict: 'unknown', detail: `the matrix of ${name} is not known`, reached: 0 };
  }
  const count = legs.value.length;
  const detail = `the matrix of ${name} has ${count} ${count === 1 ? 'leg' : 'legs'}`;
  return { job, verdict: count > 1 ? 'holds' : 'fails', detail, reached: count };
}

function reachOf(job: Job, labelSets: readonly LabelSet[], named: readonly NamedRunner[]): Spread {
  const missing = named.filter((runner) => !labelSets.some((set) => isFor(runner, set, named)));
  const reached = named.length - missing.length;
  const labels = listWords([...new Set(labelSets.map((set) => `\`${showLabelSet(set)}\``))]);
  if (missing.length === 0) {
    return { job, verdict: 'holds', detail: `the matrix of job \`${job.id}\` runs on ${labels}`, reached };
  }
  const absent = listWords(
    missing.map(({ name }) => `\`${name}\``),
    'or',
  );
  const detail = `the matrix of job \`${job.id}\` runs on ${labels}, and none of it on ${absent}`;
  return { job, verdict: 'fails', detail, reached };
}

/** Whether only this one of the runners can take a job with these labels: else it may never get one. */
export function isFor(
  runner: NamedRunner,
  { labels, group }: LabelSet,
  named: readonly NamedRunner[],
): boolean {
  if (group !== undefined && labels.length === 0) return false;
  return takes(runner, labels) && named.every((other) => other === runner || !takes(other, labels));
}

function numberOf(job: Job, labelSets: readonly LabelSet[], atLeast: number): Spread {
  const own = labelSets.filter(({ labels }) => labels.some((label) => label.toLowerCase() === 'self-hosted'));
  const reached = new Set(own.map(labelSetKey)).size;
  const detail = `the matrix of job \`${job.id}\` asks for ${reached} different self-hosted label sets`;
  return { job, verdict: reached >= atLeast ? 'holds' : 'fails', detail, reached };
}

/** A job whose condition is false whatever happens never runs. */
export function canRun(job: Job): boolean {
  return conditionHolds(job.if, 'success') !== 'no' || conditionHolds(job.if, 'failure') !== 'no';
}
