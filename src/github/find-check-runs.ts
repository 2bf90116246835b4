import type { RepositoryName } from '../core/action.ts';
import type { GitHubClient } from './client.ts';

/** The name of the App's check run. */
export const checkName = 'ci-warden';

/** A check run of the App that is there already. */
export interface CheckRunFound {
  readonly id: number;
  readonly externalId: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly annotations: number;
  readonly startedAt: Date;
}

/** The App's check runs on a commit, newest first. */
export async function findCheckRuns(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  { headSha, appId }: { readonly headSha: string; readonly appId: number },
): Promise<readonly CheckRunFound[]> {
  const { data } = await client.rest('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    owner,
    repo: name,
    ref: headSha,
    check_name: checkName,
    app_id: appId,
    filter: 'all',
    per_page: 100,
  });
  return data.check_runs
    .filter((run) => run.app?.id === appId && run.name === checkName)
    .map((run) => ({
      id: Number(run.id),
      externalId: run.external_id ?? '',
      status: run.status,
      conclusion: run.conclusion,
      title: run.output.title,
      summary: run.output.summary,
      text: run.output.text,
      annotations: run.output.annotations_count,
      startedAt: new Date(run.started_at ?? 0),
    }))
    .sort((a, b) => b.id - a.id);
}
