import type { Job, Workflow } from '../workflow/model.ts';
import { actionName } from './action-name.ts';
import { allInputs } from './action-piece.ts';
import { activitiesOf } from './activity.ts';
import { brief } from './command-pieces.ts';
import { always, conditionOf } from './condition.ts';
import type { JobScope, LegScope } from './job-scope.ts';
import { type LegGroup, legsOf } from './legs.ts';
import { readSetting } from './read-setting.ts';
import { lenienceOf, readStep } from './read-step.ts';
import { type ParsedExpressions, resolveText } from './resolve-text.ts';
import { digestOf } from './step-context.ts';
import type { StepWork } from './step-work.ts';
import { isCosmetic, variablesOf } from './variables.ts';
import type { JobWork, Leg, Piece, Work } from './work.ts';

/** Reads what a workflow does, and when. Jobs and steps that can never run do nothing. */
export function readWork(workflow: Workflow): Work {
  const parsed: ParsedExpressions = new Map();
  const named = new Map(workflow.jobs.map((job) => [job, namesIn(workflow, job)]));
  const readOne = (job: Job): JobWork => {
    const elsewhere = [...named].filter(([other]) => other !== job).flatMap(([, names]) => [...names]);
    return readJob({
      workflow,
      job,
      parsed,
      readings: new Map(),
      scripts: new Map(),
      elsewhere: new Set(elsewhere),
    });
  };
  return {
    path: workflow.path,
    activities: activitiesOf(workflow),
    calls: workflow.jobs.flatMap((job) => calledPath(job) ?? []),
    jobs: workflow.jobs.map(readOne).filter((job) => job.when.length > 0 && job.legs.length > 0),
  };
}

/** The path of a workflow of the same repository and commit that a job calls. */
function calledPath(job: Job): string | undefined {
  return job.uses?.text.startsWith('./') ? job.uses.text.slice(2) : undefined;
}

/** The names of the workflow's variables that a job mentions. */
function namesIn({ env, source }: Workflow, { span }: Job): ReadonlySet<string> {
  if (env.length === 0) return new Set();
  const text = source.text.slice(span.start, span.end);
  return new Set(env.map(({ key }) => key.text).filter((name) => text.includes(name)));
}

function readJob(scope: JobScope): JobWork {
  const { workflow, job } = scope;
  return {
    id: job.id,
    span: job.idSpan,
    when: conditionOf(job.if, () => undefined),
    legs: legsOf(workflow, job).map((leg) => readLeg(scope, leg)),
  };
}

function readLeg(job: JobScope, leg: LegGroup): Leg {
  const resolve = (text: string) => resolveText(text, leg.lookup, job.parsed);
  const shared = variablesOf([...job.workflow.env, ...job.job.env], resolve);
  const scope: LegScope = { ...job, leg, shared, used: new Set(), handedOn: new Set(), digests: new Map() };
  const steps = job.job.uses === undefined ? readSteps(scope) : [callWork(job.job, resolve)];
  const variables = new Map([...ofOneValue(steps), ...setThroughout(steps), ...shared, ...leg.unknown]);
  const unnamed = new Set([...unnamedIn(scope), ...leg.unknown.keys()]);
  const lenience = lenienceOf(job.job.continueOnError, resolve);
  return {
    share: leg.share,
    count: leg.count,
    name: leg.name,
    setting: readSetting(job.job, leg.runner, { steps, variables, unnamed }, resolve),
    runner: leg.runner,
    pieces: onceEach(lenientIf(lenience, withLastInstalls(steps.flatMap((step) => step.pieces)))),
  };
}

function readSteps(scope: LegScope): StepWork[] {
  return scope.job.steps.map((step) => {
    const work = readStep(scope, step);
    const id = step.id?.text.toLowerCase();
    for (const [name, text] of work.exports ?? []) {
      scope.shared.set(name, text);
      scope.handedOn.add(name);
    }
    if (id !== undefined) scope.digests.set(id, digestOf(work.pieces.map((piece) => piece.key)));
    return work;
  });
}

/** What steps set for themselves, where all that set it set it to the same: it may as well be set for the job. */
function ofOneValue(steps: readonly StepWork[]): [name: string, text: string][] {
  const values = Map.groupBy(
    steps.flatMap(({ own }) => (own === undefined ? [] : [...own])),
    ([name]) => name,
  );
  return [...values.values()].flatMap(([first, ...others]) =>
    first !== undefined && others.every(([, text]) => text === first[1]) ? [first] : [],
  );
}

/** What scripts set for all the work that they do: it may as well be set for the job. */
function setThroughout(steps: readonly StepWork[]): (readonly [name: string, text: string])[] {
  const scripted = steps.flatMap((step) => [...(step.scripted ?? [])]);
  if (scripted.length === 0) return [];
  const work = steps.flatMap(({ pieces }) =>
    pieces.filter(({ telling, key }) => telling === 'work' && !key.startsWith('uses ')),
  );
  return scripted.filter(([name, text]) => work.every(({ own }) => own?.get(name) === text));
}

/** The variables that the job's programs may read: those that no text of its work names, nor another job alone. */
function unnamedIn({ job, elsewhere, shared, used, handedOn }: LegScope): string[] {
  const own = new Set(job.env.map(({ key }) => key.text));
  return [...shared]
    .filter(([name, text]) => text !== '' && !used.has(name) && !isCosmetic(name))
    .map(([name]) => name)
    .filter((name) => own.has(name) || handedOn.has(name) || !elsewhere.has(name));
}

/** A call of a reusable workflow: its inputs say what it does. */
function callWork(job: Job, resolve: (text: string) => string): StepWork {
  const name = actionName(job.uses?.text ?? '');
  const inputs = allInputs(job.with, resolve);
  const key = `calls ${[name, ...inputs].join('\n')}`;
  return {
    pieces: [
      {
        key,
        mark: name,
        family: name,
        telling: 'work',
        what: brief([`uses: ${name}`, ...inputs].join(', ')),
        span: job.uses?.span ?? job.idSpan,
        when: always,
      },
    ],
  };
}

/** In a job whose failure doesn't fail the run, no piece's failure does. */
function lenientIf(lenience: string | undefined, pieces: readonly Piece[]): readonly Piece[] {
  return lenience === undefined
    ? pieces
    : pieces.map((piece) => ({ ...piece, lenient: piece.lenient ?? lenience }));
}

/** An install that no work follows makes nothing ready: it is what the job is for. */
function withLastInstalls(pieces: readonly Piece[]): readonly Piece[] {
  const lastWork = pieces.findLastIndex(({ telling }) => telling === 'work');
  const isLast = (piece: Piece, index: number) => index > lastWork && isInstall(piece);
  if (!pieces.some(isLast)) return pieces;
  return pieces.map((piece, index) => (isLast(piece, index) ? { ...piece, telling: 'work' } : piece));
}

function isInstall({ telling, family }: Piece): boolean {
  return telling === 'setup' && family.endsWith(' install');
}

/** Each key once: it runs under any of the conditions that it stands with. */
function onceEach(pieces: readonly Piece[]): Map<string, Piece> {
  const byKey = new Map<string, Piece>();
  const counted = pieces.filter(({ when }) => when.length > 0);
  // Gathered first and joined once: a script may say the same thing a hundred thousand times.
  for (const [key, [first, ...others]] of Map.groupBy(counted, (piece) => piece.key)) {
    if (first === undefined) continue;
    const when = others.length === 0 ? first.when : [first, ...others].flatMap((piece) => piece.when);
    const strict = [first, ...others].find(({ lenient }) => lenient === undefined) ?? first;
    byKey.set(key, { ...strict, span: first.span, when });
  }
  return byKey;
}
