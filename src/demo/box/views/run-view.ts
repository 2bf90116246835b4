import { isoSeconds } from '../git/parse-commit.ts';
import type { Account } from '../store/account.ts';
import { apiUrl, nodeId, webUrl } from '../store/addresses.ts';
import type { Json } from '../store/json.ts';
import { fullName, type Repository } from '../store/repository.ts';
import type { RunJob, Runner, RunWorkflow, WorkflowRun } from '../store/workflow-run.ts';
import { accountView } from './account-view.ts';
import { simpleCommitView } from './commit-view.ts';
import { repositoryView } from './repository-view.ts';

/** Where runs are shown from. */
export interface RunSite {
  readonly origin: string;
  readonly repository: Repository;
  readonly account: (login: string) => Account;
}

/** A run as REST and webhooks show it; `head_commit` is null where the commit is gone. */
export async function workflowRunView(site: RunSite, run: WorkflowRun): Promise<Json> {
  const { origin, repository } = site;
  const commit = await repository.git.commit(run.headSha);
  const actor = accountView(origin, site.account(run.actor));
  const shown = repositoryView(origin, repository);
  return {
    id: run.id,
    name: run.workflow.name,
    node_id: nodeId('WFR', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflow.path,
    display_title: commit?.message.split('\n')[0] ?? run.workflow.name,
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflow.id,
    check_suite_id: run.id,
    check_suite_node_id: nodeId('CS', run.id),
    ...runLinks(site, run),
    pull_requests: [],
    created_at: isoSeconds(run.createdAt),
    updated_at: isoSeconds(run.updatedAt),
    run_started_at: isoSeconds(run.startedAt),
    actor,
    triggering_actor: actor,
    referenced_workflows: [],
    previous_attempt_url: null,
    head_commit: commit ? simpleCommitView(commit) : null,
    repository: shown,
    head_repository: shown,
  };
}

function runLinks({ origin, repository }: RunSite, run: WorkflowRun): Json {
  const url = apiUrl(origin, repository, `/actions/runs/${run.id}`);
  return {
    url,
    html_url: webUrl(origin, repository, `/actions/runs/${run.id}`),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: apiUrl(origin, repository, `/check-suites/${run.id}`),
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    workflow_url: apiUrl(origin, repository, `/actions/workflows/${run.workflow.id}`),
  };
}

/** A workflow as webhooks of its runs show it. */
export function workflowView({ origin, repository }: RunSite, workflow: RunWorkflow, run: WorkflowRun): Json {
  const file = workflow.path.split('/').at(-1) ?? '';
  return {
    id: workflow.id,
    node_id: nodeId('W', workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: 'active',
    created_at: isoSeconds(run.createdAt),
    updated_at: isoSeconds(run.createdAt),
    url: apiUrl(origin, repository, `/actions/workflows/${workflow.id}`),
    html_url: webUrl(origin, repository, `/blob/${repository.defaultBranch}/${workflow.path}`),
    badge_url: webUrl(origin, repository, `/workflows/${encodeURIComponent(file)}/badge.svg`),
  };
}

/** A job as REST shows it. */
export function jobView({ origin, repository }: RunSite, run: WorkflowRun, job: RunJob): Json {
  const runUrl = apiUrl(origin, repository, `/actions/runs/${run.id}`);
  return {
    id: job.id,
    run_id: run.id,
    run_url: runUrl,
    run_attempt: job.attempt,
    node_id: nodeId('CR', job.id),
    head_sha: run.headSha,
    head_branch: run.headBranch,
    workflow_name: run.workflow.name,
    name: job.name,
    url: apiUrl(origin, repository, `/actions/jobs/${job.id}`),
    html_url: `${origin}/${fullName(repository)}/actions/runs/${run.id}/job/${job.id}`,
    check_run_url: apiUrl(origin, repository, `/check-runs/${job.id}`),
    status: job.status,
    conclusion: job.conclusion,
    created_at: isoSeconds(job.createdAt),
    started_at: isoSeconds(job.startedAt),
    completed_at: job.completedAt ? isoSeconds(job.completedAt) : null,
    steps: [],
    labels: [...job.labels],
    runner_id: job.runner === null ? null : 1,
    runner_name: job.runner,
    runner_group_id: job.runner === null ? null : 1,
    runner_group_name: job.runner === null ? null : 'Default',
  };
}

/** A self-hosted runner as REST shows it. */
export function runnerView(runner: Runner): Json {
  const { id, name, status, busy } = runner;
  return {
    id,
    name,
    os: 'Linux',
    status,
    busy,
    labels: runner.labels.map((label, index) => ({ id: index + 1, name: label, type: 'custom' })),
  };
}
