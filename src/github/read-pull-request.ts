import { setTimeout as sleep } from 'node:timers/promises';
import type { RepositoryName } from '../core/action.ts';
import type { IssueFacts } from '../core/progress/evidence/facts.ts';
import { askPullRequest, type PullRequestState } from './ask-pull-request.ts';
import type { GitHubClient } from './client.ts';
import type { CommitFiles } from './commit-files.ts';
import { StaleRead } from './errors.ts';
import { readCommits } from './read-commits.ts';
import { readMergeBase } from './read-merge-base.ts';

/** A pull request as an audit needs it. */
export interface PullRequestRead {
  readonly number: number;
  readonly headSha: string;
  /** When anything about the pull request last changed: an answer older than an event has not heard of it yet. */
  readonly updatedAt: Date;
  /** What the App's completed check runs on the head answer, by their external ids. */
  readonly answered: ReadonlySet<string>;
  readonly visibility: 'public' | 'private';
  /** Whether the head is in another repository. */
  readonly fork: boolean;
  readonly author: string | undefined;
  readonly head: CommitFiles;
  /** What the merge commit is compared with: the base that it was made on, or the merge base where there is none. */
  readonly base: CommitFiles;
  /** What the base branch would be after merging; on a conflict the head itself. */
  readonly merged: CommitFiles;
  /** The tip of the base branch, whose policy is in force. */
  readonly baseTip: CommitFiles;
  readonly organisationPolicy: string | undefined;
  /** Those that were asked for and may be read; undefined as a value where there is no such issue. */
  readonly issues: ReadonlyMap<number, IssueFacts | undefined>;
}

/** Which pull request to read, and how. */
export interface PullRequestAsked {
  readonly repository: RepositoryName;
  readonly number: number;
  /** Whose check runs are read along. */
  readonly appId: number;
  /** Files to read besides the workflows and the policy. */
  readonly paths: readonly string[];
  /** Issues to read along. */
  readonly issues?: readonly number[];
  /** How long to wait, in milliseconds, each time that GitHub has not yet found out whether the branch can be merged. */
  readonly patience?: readonly number[];
}

/** GitHub finds that out when it is first asked, usually within two seconds. */
const usualPatience = [500, 1000, 2000];

/**
 * Reads a pull request: one request where GitHub has the merge commit ready. Throws NotFound, and StaleRead where the
 * answer does not fit together.
 */
export async function readPullRequest(
  client: GitHubClient,
  asked: PullRequestAsked,
): Promise<PullRequestRead> {
  let state = await askPullRequest(client, asked);
  for (const milliseconds of asked.patience ?? usualPatience) {
    if (state.open === false || state.mergeable === 'CONFLICTING' || hasFreshMerge(state)) break;
    await sleep(milliseconds);
    state = await askPullRequest(client, asked);
  }
  if (state.headCommit?.oid !== state.headSha) {
    throw new StaleRead(`the head of pull request ${asked.number} is not the last of its commits`);
  }
  const { headCommit: head } = state;
  const comparison = await compared(client, asked, { ...state, headCommit: head });
  // Where the base branch is deleted, the policy that counts is still not the head's.
  return { ...state, head, baseTip: state.baseTip ?? comparison.base, ...comparison };
}

/** A merge commit of an older head says nothing of this one. */
function hasFreshMerge({ headSha, merge }: PullRequestState): boolean {
  return merge?.parents[1] === headSha;
}

async function compared(
  client: GitHubClient,
  { repository, paths }: PullRequestAsked,
  state: PullRequestState & { readonly headCommit: CommitFiles },
): Promise<{ readonly base: CommitFiles; readonly merged: CommitFiles }> {
  const { headCommit: head, baseTip, baseSha, merge } = state;
  const read = async (oid: string): Promise<CommitFiles> => {
    if (oid === baseTip?.oid) return baseTip;
    const { commits } = await readCommits(client, repository, { oids: [oid], paths });
    if (commits[0] === undefined) throw new StaleRead(`the commit ${oid} can't be read`);
    return commits[0];
  };
  if (merge?.parents[0] !== undefined && hasFreshMerge(state)) {
    // Where the base has moved on since, its own tip would blame the head for what the base has changed.
    return { base: await read(merge.parents[0]), merged: merge.files };
  }
  const tips = { base: baseTip?.oid ?? baseSha, head: head.oid };
  return { base: await read(await readMergeBase(client, repository, tips)), merged: head };
}
