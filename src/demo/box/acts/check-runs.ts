import type { Account } from '../store/account.ts';
import type { BoxState } from '../store/box-state.ts';
import type { CheckRun, CheckStatus, StoredAnnotation } from '../store/check.ts';
import type { Json } from '../store/json.ts';
import type { Repository } from '../store/repository.ts';
import { checkRunView, runsOf } from '../views/check-view.ts';
import { announceSuite, suiteAt } from './check-suites.ts';

/** The fields that creating and updating a check run share, as the body of the request has them. */
export interface CheckRunFields {
  readonly name?: string;
  readonly details_url?: string;
  readonly external_id?: string;
  readonly status?: CheckStatus;
  readonly conclusion?: string;
  readonly started_at?: string;
  readonly completed_at?: string;
  readonly output?: {
    readonly title?: string;
    readonly summary: string;
    readonly text?: string;
    readonly annotations?: readonly StoredAnnotation[];
  };
  readonly actions?: readonly Json[];
}

/** Creates a check run and tells the App. */
export async function createCheckRun(
  state: BoxState,
  repository: Repository,
  fields: CheckRunFields & { readonly name: string; readonly head_sha: string },
): Promise<CheckRun> {
  const run: CheckRun = {
    id: state.nextId(),
    suite: suiteAt(state, repository, { headSha: fields.head_sha }),
    name: fields.name,
    headSha: fields.head_sha,
    externalId: '',
    detailsUrl: undefined,
    status: 'queued',
    conclusion: null,
    createdAt: state.now(),
    startedAt: state.now(),
    completedAt: undefined,
    output: { title: null, summary: null, text: null },
    annotations: [],
    actions: [],
  };
  apply(state, run, fields);
  repository.checkRuns.set(run.id, run);
  announceRun(state, repository, { run, action: 'created', sender: state.app.bot });
  if (run.status === 'completed') await announceCompletion(state, repository, run);
  return run;
}

/** Updates a check run; annotations are added to those that are there. */
export async function updateCheckRun(
  state: BoxState,
  repository: Repository,
  change: { readonly run: CheckRun; readonly fields: CheckRunFields },
): Promise<void> {
  const before = change.run.status;
  apply(state, change.run, change.fields);
  const completes = before !== 'completed' && change.run.status === 'completed';
  if (completes) await announceCompletion(state, repository, change.run);
}

/** Asks the App to run a check again; the run itself stays as it is until the App changes it. */
export function rerequestRun(
  state: BoxState,
  repository: Repository,
  asked: { readonly run: CheckRun; readonly by: Account },
): void {
  announceRun(state, repository, { run: asked.run, action: 'rerequested', sender: asked.by });
}

/** A person clicks a button of a check run. */
export function requestAction(
  state: BoxState,
  repository: Repository,
  asked: { readonly run: CheckRun; readonly by: Account; readonly identifier: string },
): void {
  const extra = { requested_action: { identifier: asked.identifier } };
  announceRun(state, repository, { run: asked.run, action: 'requested_action', sender: asked.by, extra });
}

function apply(state: BoxState, run: CheckRun, fields: CheckRunFields): void {
  run.name = fields.name ?? run.name;
  run.detailsUrl = fields.details_url ?? run.detailsUrl;
  run.externalId = fields.external_id ?? run.externalId;
  run.startedAt = fields.started_at ? new Date(fields.started_at) : run.startedAt;
  run.actions = fields.actions ?? run.actions;
  applyStatus(state, run, fields);
  if (!fields.output) return;
  const { title, summary, text, annotations } = fields.output;
  run.output = { title: title ?? null, summary, text: text ?? null };
  run.annotations.push(...(annotations ?? []));
}

/** A conclusion completes a run by itself; any other status takes an old conclusion away. */
function applyStatus(state: BoxState, run: CheckRun, fields: CheckRunFields): void {
  const completes = fields.conclusion !== undefined || fields.completed_at !== undefined;
  run.status = completes ? 'completed' : (fields.status ?? run.status);
  run.conclusion = run.status === 'completed' ? (fields.conclusion ?? run.conclusion) : null;
  if (run.status !== 'completed') run.completedAt = undefined;
  else
    run.completedAt = fields.completed_at ? new Date(fields.completed_at) : (run.completedAt ?? state.now());
  run.suite.updatedAt = state.now();
}

async function announceCompletion(state: BoxState, repository: Repository, run: CheckRun): Promise<void> {
  announceRun(state, repository, { run, action: 'completed', sender: state.app.bot });
  if (runsOf(repository, run.suite).some((one) => one.status !== 'completed')) return;
  await announceSuite(state, { repository, suite: run.suite, action: 'completed', sender: state.app.bot });
}

function announceRun(
  state: BoxState,
  repository: Repository,
  told: {
    readonly run: CheckRun;
    readonly action: 'created' | 'completed' | 'rerequested' | 'requested_action';
    readonly sender: Account;
    readonly extra?: Json;
  },
): void {
  const view = checkRunView({ origin: state.origin, app: state.app, repository }, told.run);
  const payload = { check_run: view, ...told.extra };
  state.emit({ event: 'check_run', action: told.action, repository, sender: told.sender, payload });
}
