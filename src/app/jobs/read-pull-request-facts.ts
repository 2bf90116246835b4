import type { GitHubClient } from '../../github/client.ts';
import { StaleRead } from '../../github/errors.ts';
import { readCommits } from '../../github/read-commits.ts';
import { readMergeBase } from '../../github/read-merge-base.ts';
import { type PullRequestRead, readPullRequest } from '../../github/read-pull-request.ts';
import type { FactsRead } from '../audit/audit-facts.ts';
import type { TaskPlace } from '../task.ts';
import type { Tools } from './tools.ts';

/** Whose pull request is read, and with what. */
export interface PullRequestOf {
  readonly tools: Tools;
  readonly client: GitHubClient;
  readonly place: TaskPlace;
  readonly number: number;
}

/** The pull request as it is now. */
export async function readCurrentPullRequest({ tools, client, place, number }: PullRequestOf): Promise<{
  readonly pullRequest: PullRequestRead;
  readonly read: FactsRead;
}> {
  const { paths, issues } = tools.memory.lookedFor(place);
  const { repository } = place;
  const pullRequest = await readPullRequest(client, {
    repository,
    number,
    appId: tools.appId,
    paths,
    issues,
  });
  const { head, merged, base } = pullRequest;
  return { pullRequest, read: toFacts({ tools, place, paths }, pullRequest, { head, merged, base }) };
}

/** An older head of the pull request, compared with where it left the base branch. */
export async function readOlderHead(
  { tools, client, place }: PullRequestOf,
  pullRequest: PullRequestRead,
  headSha: string,
): Promise<FactsRead> {
  const { paths } = tools.memory.lookedFor(place);
  const { repository } = place;
  const mergeBase = await readMergeBase(client, repository, { base: pullRequest.baseTip.oid, head: headSha });
  const { commits } = await readCommits(client, repository, { oids: [headSha, mergeBase], paths });
  const [head, base] = commits;
  if (head === undefined || base === undefined) throw new StaleRead(`the commit ${headSha} can't be read`);
  return toFacts({ tools, place, paths }, pullRequest, { head, merged: head, base });
}

function toFacts(
  { tools, place, paths }: { tools: Tools; place: TaskPlace; paths: readonly string[] },
  { visibility, baseTip, organisationPolicy, fork, issues }: PullRequestRead,
  { head, merged, base }: Pick<PullRequestRead, 'head' | 'merged' | 'base'>,
): FactsRead {
  return {
    facts: {
      repository: place.repository,
      webUrl: tools.webUrl,
      visibility,
      headSha: head.oid,
      head: head.tree,
      merged: merged.tree,
      base: base.tree,
      policyTree: baseTip.tree,
      organisationPolicy,
      fork,
      issues,
    },
    commits: { merged: merged.oid, base: base.oid },
    paths,
  };
}
