import { type CheckRunFields, createCheckRun, rerequestRun, updateCheckRun } from '../acts/check-runs.ts';
import { announceSuite } from '../acts/check-suites.ts';
import { notFound, unprocessable } from '../http/api-error.ts';
import type { CheckRun, CheckSuite } from '../store/check.ts';
import { annotationView, checkRunView, checkSuiteView, runsOf } from '../views/check-view.ts';
import {
  type Answer,
  entryOf,
  inRepository,
  isSeen,
  numberOf,
  ok,
  type RepositoryCall,
  textOf,
} from './call.ts';
import { refuseTooMuch } from './check-limits.ts';
import { pageOf } from './page.ts';

const reading = [{ permission: 'checks', level: 'read' }] as const;
const writing = [{ permission: 'checks', level: 'write' }] as const;

/** Check runs and check suites. */
export const checkRunRoutes = {
  'POST /repos/{owner}/{repo}/check-runs': inRepository(writing, async (call) => {
    const fields = call.body as unknown as CheckRunFields & { name: string; head_sha: string };
    refuseTooMuch(fields);
    const commit = await call.repository.git.commit(fields.head_sha);
    if (commit?.oid !== fields.head_sha) throw unprocessable(`No commit found for SHA: ${fields.head_sha}`);
    return { status: 201, body: shown(call, await createCheckRun(call.state, call.repository, fields)) };
  }),

  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': inRepository(writing, async (call) => {
    const run = askedRun(call);
    const fields = call.body as CheckRunFields;
    refuseTooMuch(fields);
    await updateCheckRun(call.state, call.repository, { run, fields });
    return ok(shown(call, run));
  }),

  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}': inRepository(reading, (call) =>
    ok(shown(call, askedRun(call))),
  ),

  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations': inRepository(reading, (call) => {
    const run = askedRun(call);
    const page = pageOf(call, run.annotations);
    const views = page.items.map((one) => annotationView(site(call), run.headSha, one));
    return { ...ok(views), headers: page.headers };
  }),

  'POST /repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest': inRepository(writing, (call) => {
    rerequestRun(call.state, call.repository, { run: askedRun(call), by: call.state.app.bot });
    return { status: 201, body: {} };
  }),

  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': inRepository(reading, async (call) => {
    const sha = await commitAt(call);
    return listed(
      call,
      [...call.repository.checkRuns.values()].filter(
        (run) => run.headSha === sha && isSeen(call, run.createdAt),
      ),
    );
  }),

  'GET /repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs': inRepository(reading, (call) =>
    listed(call, runsOf(call.repository, askedSuite(call))),
  ),

  'GET /repos/{owner}/{repo}/commits/{ref}/check-suites': inRepository(reading, async (call) => {
    const sha = await commitAt(call);
    const suites = [...call.repository.suites.values()].filter((suite) => suite.headSha === sha);
    const page = pageOf(call, suites);
    const views = await Promise.all(page.items.map((suite) => checkSuiteView(site(call), suite)));
    return { ...ok({ total_count: suites.length, check_suites: views }), headers: page.headers };
  }),

  'GET /repos/{owner}/{repo}/check-suites/{check_suite_id}': inRepository(reading, async (call) =>
    ok(await checkSuiteView(site(call), askedSuite(call))),
  ),

  'POST /repos/{owner}/{repo}/check-suites/{check_suite_id}/rerequest': inRepository(
    writing,
    async (call) => {
      const { state, repository } = call;
      const told = {
        repository,
        suite: askedSuite(call),
        action: 'rerequested',
        sender: state.app.bot,
      } as const;
      await announceSuite(state, told);
      return { status: 201, body: {} };
    },
  ),
};

function site({ state, repository }: RepositoryCall) {
  return { origin: state.origin, app: state.app, repository };
}

function shown(call: RepositoryCall, run: CheckRun) {
  return checkRunView(site(call), run);
}

function askedRun(call: RepositoryCall): CheckRun {
  return entryOf(call.repository.checkRuns, numberOf(call, 'check_run_id'));
}

function askedSuite(call: RepositoryCall): CheckSuite {
  return entryOf(call.repository.suites, numberOf(call, 'check_suite_id'));
}

async function commitAt(call: RepositoryCall): Promise<string> {
  const commit = await call.repository.git.commit(textOf(call, 'ref'));
  if (!commit) throw notFound();
  return commit.oid;
}

/** GitHub lists only the newest run of a name unless asked for all. */
function listed(call: RepositoryCall, all: readonly CheckRun[]): Answer {
  const newest = new Map(all.map((run) => [run.name, run]));
  const wanted = (name: string, value: string) => [value, ''].includes(textOf(call, name));
  const appId = numberOf(call, 'app_id');
  const runs = (textOf(call, 'filter') === 'all' ? [...all] : [...newest.values()])
    .filter((run) => wanted('check_name', run.name) && wanted('status', run.status))
    .filter(() => appId === 0 || appId === call.state.app.id)
    .reverse();
  const page = pageOf(call, runs);
  const views = page.items.map((run) => shown(call, run));
  return { ...ok({ total_count: runs.length, check_runs: views }), headers: page.headers };
}
