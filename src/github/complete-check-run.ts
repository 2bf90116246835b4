import type { Action, Annotation, CheckOutput, RepositoryName } from '../core/action.ts';
import type { GitHubClient } from './client.ts';
import { type CheckRunFound, checkName } from './find-check-runs.ts';

type CompleteCheckRun = Extract<Action, { kind: 'complete-check-run' }>;

/** GitHub takes so many annotations with one request; those of later requests are added to them. */
const annotationsAtOnce = 50;

/**
 * Creates the check run and completes it, with as many requests as its annotations need; it is completed by the last of
 * them, so that nobody sees half an answer. `found` are the App's runs on that head where an earlier attempt may have
 * been there: a run that says the same is left alone, and one that was begun is gone on with.
 */
export async function completeCheckRun(
  client: GitHubClient,
  repository: RepositoryName,
  {
    action,
    found,
    askedAt,
  }: {
    readonly action: CompleteCheckRun;
    readonly found: readonly CheckRunFound[];
    readonly askedAt: Date;
  },
): Promise<void> {
  const earlier = found.filter(({ externalId }) => externalId === action.externalId);
  if (earlier.some((run) => says(run, action))) return;
  const begun = earlier.find((run) => run.status !== 'completed' && isBeginningOf(run, action.output));
  const batches = inBatches(action.output.annotations.slice(begun?.annotations ?? 0));
  let id = begun?.id;
  for (const [index, annotations] of batches.entries()) {
    const state = index === batches.length - 1 ? completed(action) : { status: 'in_progress' as const };
    const request = { ...state, output: outputOf(action.output, annotations) };
    id =
      id === undefined
        ? await create(client, repository, { action, request, askedAt })
        : await update(client, repository, id, request);
  }
}

type RunRequest = { readonly output: ReturnType<typeof outputOf> } & (
  | { readonly status: 'in_progress' }
  | ReturnType<typeof completed>
);

async function create(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  {
    action,
    request,
    askedAt,
  }: { readonly action: CompleteCheckRun; readonly request: RunRequest; readonly askedAt: Date },
): Promise<number> {
  const { data } = await client.rest('POST /repos/{owner}/{repo}/check-runs', {
    owner,
    repo: name,
    name: checkName,
    head_sha: action.headSha,
    external_id: action.externalId,
    started_at: askedAt.toISOString(),
    ...request,
  });
  return Number(data.id);
}

async function update(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  id: number,
  request: RunRequest,
): Promise<number> {
  await client.rest('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    owner,
    repo: name,
    check_run_id: id,
    ...request,
  });
  return id;
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

function says(run: CheckRunFound, { conclusion, output }: CompleteCheckRun): boolean {
  return (
    run.status === 'completed' &&
    run.conclusion === conclusion &&
    run.annotations === output.annotations.length &&
    isBeginningOf(run, output)
  );
}

function isBeginningOf(run: CheckRunFound, { title, summary, text, annotations }: CheckOutput): boolean {
  return (
    run.title === title &&
    run.summary === summary &&
    (run.text ?? '') === (text ?? '') &&
    run.annotations <= annotations.length
  );
}
