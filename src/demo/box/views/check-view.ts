import { pullsAt } from '../facts/pulls-at.ts';
import { isoSeconds } from '../git/parse-commit.ts';
import type { App } from '../store/account.ts';
import { apiUrl, nodeId, webUrl } from '../store/addresses.ts';
import type { CheckRun, CheckSuite, StoredAnnotation } from '../store/check.ts';
import type { Json } from '../store/json.ts';
import type { Repository } from '../store/repository.ts';
import { appView } from './app-view.ts';
import { simpleCommitView } from './commit-view.ts';
import { minimalPullView } from './pull-view.ts';
import { repositoryView } from './repository-view.ts';

/** Where the checks of the App in a repository are shown from. */
export interface CheckSite {
  readonly origin: string;
  readonly app: App;
  readonly repository: Repository;
}

/** A check run as REST and webhooks show it. */
export function checkRunView(site: CheckSite, run: CheckRun): Json {
  const { origin, repository } = site;
  const url = apiUrl(origin, repository, `/check-runs/${run.id}`);
  const html = webUrl(origin, repository, `/runs/${run.id}`);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CR', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: isoSeconds(run.startedAt),
    completed_at: run.completedAt ? isoSeconds(run.completedAt) : null,
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: simpleSuite(site, run.suite),
    app: appView(origin, site.app),
    pull_requests: pullsOf(site, run.headSha),
  };
}

function simpleSuite(site: CheckSite, suite: CheckSuite): Json {
  const { origin, repository, app } = site;
  return {
    id: suite.id,
    node_id: nodeId('CS', suite.id),
    head_branch: suite.headBranch ?? null,
    head_sha: suite.headSha,
    ...suiteState(repository, suite),
    url: apiUrl(origin, repository, `/check-suites/${suite.id}`),
    before: suite.before ?? null,
    after: suite.headSha,
    pull_requests: pullsOf(site, suite.headSha),
    app: appView(origin, app),
    created_at: isoSeconds(suite.createdAt),
    updated_at: isoSeconds(suite.updatedAt),
  };
}

/** A check suite as it answers for itself. */
export async function checkSuiteView(site: CheckSite, suite: CheckSuite): Promise<Json> {
  const { origin, repository } = site;
  const commit = await repository.git.commit(suite.headSha);
  return {
    ...simpleSuite(site, suite),
    head_commit: commit ? simpleCommitView(commit) : null,
    repository: repositoryView(origin, repository),
    latest_check_runs_count: runsOf(repository, suite).length,
    check_runs_url: apiUrl(origin, repository, `/check-suites/${suite.id}/check-runs`),
  };
}

/** The check runs of a suite, oldest first. */
export function runsOf(repository: Repository, suite: CheckSuite): CheckRun[] {
  return [...repository.checkRuns.values()].filter((run) => run.suite === suite);
}

const bad = ['action_required', 'timed_out', 'failure', 'cancelled', 'stale'];

function suiteState(repository: Repository, suite: CheckSuite): Json {
  const runs = runsOf(repository, suite);
  if (runs.length === 0) return { status: 'queued', conclusion: null };
  if (runs.some((run) => run.status !== 'completed')) return { status: 'in_progress', conclusion: null };
  const conclusions = runs.map((run) => run.conclusion);
  const worst = bad.find((one) => conclusions.includes(one));
  return {
    status: 'completed',
    conclusion: worst ?? (conclusions.includes('success') ? 'success' : 'neutral'),
  };
}

function pullsOf({ origin, repository }: CheckSite, headSha: string): Json[] {
  return pullsAt(repository, headSha).map((pull) => minimalPullView(origin, repository, pull));
}

/** An annotation as REST shows it. */
export function annotationView(site: CheckSite, headSha: string, annotation: StoredAnnotation): Json {
  const path = annotation.path.split('/').map(encodeURIComponent).join('/');
  return {
    ...annotation,
    blob_href: webUrl(site.origin, site.repository, `/blob/${headSha}/${path}`),
    start_column: annotation.start_column ?? null,
    end_column: annotation.end_column ?? null,
    title: annotation.title ?? null,
    raw_details: annotation.raw_details ?? null,
  };
}
