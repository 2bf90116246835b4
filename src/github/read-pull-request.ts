import { setTimeout as sleep } from 'node:timers/promises';
import type { RepositoryName } from '../core/action.ts';
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
  readonly visibility: 'public' | 'private';
  /** Whether the head is in another repository. */
  readonly fork: boolean;
  readonly author: string | undefined;
  readonly head: CommitFiles;
  /** What the merge commit is compared with: the tip of the base branch, or the merge base where it can't be merged. */
  readonly base: CommitFiles;
  /** What the base branch would be after merging; on a conflict the head itself. */
  readonly merged: CommitFiles;
  /** The tip of the base branch, whose policy is in force. */
  readonly baseTip: CommitFiles;
  readonly organisationPolicy: string | undefined;
}

/** Which pull request to read, and how. */
export interface PullRequestAsked {
  readonly repository: RepositoryName;
  readonly number: number;
  /** Files to read besides the workflows and the policy. */
  readonly paths: readonly string[];
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

/** A merge commit of an older head says nothing, and one on an older base would blame the head for what the base did. */
function hasFreshMerge({ headSha, baseTip, merge }: PullRequestState): boolean {
  return merge?.parents[0] === baseTip?.oid && merge?.parents[1] === headSha;
}

async function compared(
  client: GitHubClient,
  { repository, paths }: PullRequestAsked,
  state: PullRequestState & { readonly headCommit: CommitFiles },
): Promise<{ readonly base: CommitFiles; readonly merged: CommitFiles }> {
  const { headCommit: head, baseTip, baseSha, merge } = state;
  if (baseTip !== undefined && merge !== undefined && hasFreshMerge(state)) {
    return { base: baseTip, merged: merge.files };
  }
  const tips = { base: baseTip?.oid ?? baseSha, head: head.oid };
  const mergeBase = await readMergeBase(client, repository, tips);
  if (mergeBase === baseTip?.oid) return { base: baseTip, merged: head };
  const { commits } = await readCommits(client, repository, { oids: [mergeBase], paths });
  const [base] = commits;
  if (base === undefined) throw new StaleRead(`the merge base ${mergeBase} can't be read`);
  return { base, merged: head };
}
