import type { Action, Annotation, CheckOutput, RepositoryName } from '../core/action.ts';
import type { GitHubClient } from './client.ts';
import { StaleRead } from './errors.ts';
import { type CheckRunFound, checkName } from './find-check-runs.ts';

type CompleteCheckRun = Extract<Action, { kind: 'complete-check-run' }>;

/**
 * After so many milliseconds what was seen is no ground to create a run: a process that stood still for that long may
 * have been taken for dead, and its work been given to another.
 */
export const longestLook = 8000;

/** GitHub takes so many annotations with one request; those of later requests are added to them. */
const annotationsAtOnce = 50;

/** Which runs that are there already are an answer to what was asked, and spare another one. */
export type Sparing =
  /** Any that is completed: nothing else was asked of this head. */
  | 'any'
  /** One that says the same. */
  | 'same'
  /** One that was begun since: an earlier attempt's, or a later asker's. */
  | 'since-asked'
  | 'same-or-since-asked';

/** When an answer was asked for. */
export interface Asked {
  readonly askedAt: Date;
  /** The id of a run that was there then. */
  readonly after?: number | undefined;
}

/**
 * Creates the check run, completed with its verdict and all its words, and adds what annotations GitHub does not take
 * at once. No run is ever left in progress, whatever happens between two of these requests. `found` are the App's runs
 * on that head where an earlier attempt or an earlier event may have been there: what answers already is left alone but
 * for annotations that it lacks.
 */
export async function completeCheckRun(
  client: GitHubClient,
  repository: RepositoryName,
  {
    action,
    found,
    seenAt,
    spared,
    ...asked
  }: {
    readonly action: CompleteCheckRun;
    readonly found: readonly CheckRunFound[];
    /** When that was found, or could not yet be there. */
    readonly seenAt: Date;
    readonly spared: Sparing;
  } & Asked,
): Promise<void> {
  const earlier = found.filter(({ externalId }) => externalId === action.externalId);
  const answers = earlier.filter((run) => isAnswer(run, { action, spared, asked }));
  // A later asker may have been answered while an attempt at this one was cut off between two requests.
  const answer = answers.find((run) => isCutOff(run, action)) ?? answers[0];
  if (answer !== undefined && !isBeginningOf(answer, action)) return;
  const batches = inBatches(action.output.annotations.slice(answer?.annotations ?? 0));
  // An older version began runs before it had the whole answer.
  let id = answer?.id ?? earlier.find(({ status }) => status !== 'completed')?.id;
  for (const [index, annotations] of batches.entries()) {
    const output = outputOf(action.output, annotations);
    if (answer !== undefined && annotations.length === 0) return;
    if (id === undefined && Date.now() - seenAt.getTime() > longestLook) {
      throw new StaleRead('it took so long that another process may have answered meanwhile');
    }
    if (id === undefined) id = await create(client, repository, { action, output, askedAt: asked.askedAt });
    else await update(client, repository, id, { ...(index === 0 && !answer && completed(action)), output });
  }
}

/**
 * Whether the run was begun when this was asked or later. GitHub keeps whole seconds: of those of the same second the ids
 * tell, which grow, where it is known which run was there.
 */
export function isBegunSince({ id, startedAt }: CheckRunFound, { askedAt, after = 0 }: Asked): boolean {
  return id > after && startedAt.getTime() >= Math.floor(askedAt.getTime() / 1000) * 1000;
}

function isAnswer(
  run: CheckRunFound,
  {
    action,
    spared,
    asked,
  }: { readonly action: CompleteCheckRun; readonly spared: Sparing; readonly asked: Asked },
): boolean {
  if (run.status !== 'completed') return false;
  if (spared === 'any') return true;
  if (spared !== 'same' && isBegunSince(run, asked)) return true;
  return spared !== 'since-asked' && isBeginningOf(run, action);
}

type RunRequest = { readonly output: ReturnType<typeof outputOf> } & Partial<ReturnType<typeof completed>>;

async function create(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  {
    action,
    output,
    askedAt,
  }: { readonly action: CompleteCheckRun; readonly askedAt: Date } & Pick<RunRequest, 'output'>,
): Promise<number> {
  const { data } = await client.rest('POST /repos/{owner}/{repo}/check-runs', {
    owner,
    repo: name,
    name: checkName,
    head_sha: action.headSha,
    external_id: action.externalId,
    started_at: askedAt.toISOString(),
    ...completed(action),
    output,
  });
  return Number(data.id);
}

async function update(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  id: number,
  request: RunRequest,
): Promise<void> {
  await client.rest('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    owner,
    repo: name,
    check_run_id: id,
    ...request,
  });
}

function completed({ conclusion }: CompleteCheckRun) {
  return { status: 'completed' as const, conclusion };
}

function outputOf({ title, summary, text }: CheckOutput, annotations: readonly Annotation[]) {
  return { title, summary, ...(text !== undefined && { text }), annotations: annotations.map(toGitHub) };
}

function toGitHub(annotation: Annotation) {
  const { path, startLine, endLine, startColumn, endColumn, level, title, message, details } = annotation;
  return {
    path,
    start_line: startLine,
    end_line: endLine,
    ...(startColumn !== undefined && { start_column: startColumn }),
    ...(endColumn !== undefined && { end_column: endColumn }),
    annotation_level: level,
    title,
    message,
    ...(details !== undefined && { raw_details: details }),
  };
}

/** At least one batch, empty where there are no annotations. */
function inBatches(annotations: readonly Annotation[]): (readonly Annotation[])[] {
  const batches = [annotations.slice(0, annotationsAtOnce)];
  for (let start = annotationsAtOnce; start < annotations.length; start += annotationsAtOnce) {
    batches.push(annotations.slice(start, start + annotationsAtOnce));
  }
  return batches;
}

/** Whether the run says the same, but lacks annotations. */
function isCutOff(run: CheckRunFound, action: CompleteCheckRun): boolean {
  return isBeginningOf(run, action) && run.annotations < action.output.annotations.length;
}

/** Whether the run says the same, but perhaps without the last annotations. */
function isBeginningOf(run: CheckRunFound, { conclusion, output }: CompleteCheckRun): boolean {
  return (
    run.conclusion === conclusion &&
    run.title === output.title &&
    run.summary === output.summary &&
    (run.text ?? '') === (output.text ?? '') &&
    run.annotations <= output.annotations.length
  );
}
