import { may } from '../auth/caller.ts';
import { notAccessible, notFound } from '../http/api-error.ts';
import type { RunJob, Runner, WorkflowRun } from '../store/workflow-run.ts';
import { jobView, runnerView, workflowRunView } from '../views/run-view.ts';
import {
  type Answer,
  asInstallation,
  type Call,
  entryOf,
  inRepository,
  numberOf,
  ok,
  type RepositoryCall,
  textOf,
} from './call.ts';
import { isCreatedWithin } from './created-range.ts';
import { pageOf } from './page.ts';

const reading = [{ permission: 'actions', level: 'read' }] as const;

/** A search that filters shows no more of what it finds. */
const mostFound = 1000;

/** Runs of workflows, their jobs, and runners. */
export const actionsRoutes = {
  'GET /repos/{owner}/{repo}/actions/runs': inRepository(reading, (call) => listed(call, () => true)),

  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': inRepository(reading, (call) => {
    const asked = call.params.workflow_id;
    const isAsked = ({ workflow }: WorkflowRun) =>
      workflow.id === Number(asked) || workflow.path === `.github/workflows/${asked}`;
    if (![...call.repository.workflowRuns.values()].some(isAsked)) throw notFound();
    return listed(call, isAsked);
  }),

  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs': inRepository(reading, (call) => {
    const run = askedRun(call);
    const isAsked = textOf(call, 'filter') === 'all' ? () => true : ofAttempt(run.attempt);
    return listedJobs(call, run, run.jobs.filter(isAsked));
  }),

  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs': inRepository(
    reading,
    (call) => {
      const run = askedRun(call);
      const attempt = numberOf(call, 'attempt_number');
      if (attempt < 1 || attempt > run.attempt) throw notFound();
      return listedJobs(call, run, run.jobs.filter(ofAttempt(attempt)));
    },
  ),

  // Also where the repository is public, who may administrate it is told of its runners, and nobody else.
  'GET /repos/{owner}/{repo}/actions/runners': inRepository([], (call) => {
    const need = { permission: 'administration', level: 'read' } as const;
    if (!may(call.caller, call.repository, need)) throw notAccessible(need.permission, need.level);
    return listedRunners(call, [...call.repository.runners.values()]);
  }),

  'GET /orgs/{org}/actions/runners': asInstallation((call, installation) => {
    const organisation = textOf(call, 'org').toLowerCase();
    if (installation.account.login.toLowerCase() !== organisation) throw notFound();
    const permission = 'organization_self_hosted_runners';
    if (installation.permissions[permission] === undefined) throw notAccessible(permission, 'read');
    return listedRunners(call, call.state.organisationRunners.get(organisation) ?? []);
  }),
};

function askedRun(call: RepositoryCall): WorkflowRun {
  return entryOf(call.repository.workflowRuns, numberOf(call, 'run_id'));
}

function ofAttempt(attempt: number): (job: RunJob) => boolean {
  return (job) => job.attempt === attempt;
}

function listedJobs(call: RepositoryCall, run: WorkflowRun, jobs: readonly RunJob[]): Answer {
  const page = pageOf(call, jobs);
  const views = page.items.map((job) => jobView(siteOf(call), run, job));
  return { ...ok({ total_count: jobs.length, jobs: views }), headers: page.headers };
}

async function listed(call: RepositoryCall, isAsked: (run: WorkflowRun) => boolean): Promise<Answer> {
  const found = [...call.repository.workflowRuns.values()]
    .filter(isAsked)
    .filter((run) => isFound(call, run))
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id)
    .slice(0, mostFound);
  const page = pageOf(call, found);
  const views = await Promise.all(page.items.map((run) => workflowRunView(siteOf(call), run)));
  return { ...ok({ total_count: found.length, workflow_runs: views }), headers: page.headers };
}

function isFound(call: Call, { status, conclusion, event, headBranch, headSha, createdAt }: WorkflowRun) {
  const is = (name: string, ...values: (string | null)[]) =>
    textOf(call, name) === '' || values.includes(textOf(call, name));
  return (
    is('status', status, conclusion) &&
    is('branch', headBranch) &&
    is('event', event) &&
    is('head_sha', headSha) &&
    isCreatedWithin(createdAt, textOf(call, 'created'))
  );
}

function listedRunners(call: Call, runners: readonly Runner[]): Answer {
  const page = pageOf(call, runners);
  return {
    ...ok({ total_count: runners.length, runners: page.items.map(runnerView) }),
    headers: page.headers,
  };
}

function siteOf({ state, repository }: RepositoryCall) {
  return { origin: state.origin, repository, account: state.account };
}
