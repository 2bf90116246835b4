import { currentMergeability } from '../facts/mergeability.ts';
import type { Account } from '../store/account.ts';
import type { BoxState } from '../store/box-state.ts';
import type { PullRequest, Repository } from '../store/repository.ts';
import { announcePull } from './announce-pull.ts';
import { newIssue } from './issues.ts';
import { announceMove } from './push.ts';
import { keepHead } from './synchronize-pulls.ts';

/** A pull request to open. */
export interface NewPull {
  readonly title: string;
  readonly body?: string;
  readonly author: Account;
  /** A branch of `from`. */
  readonly head: string;
  readonly base: string;
  /** The fork that the head comes from; the repository itself if not given. */
  readonly from?: Repository;
  readonly draft?: boolean;
}

/** Opens a pull request and tells the App. */
export async function openPull(
  state: BoxState,
  repository: Repository,
  wanted: NewPull,
): Promise<PullRequest> {
  const from = wanted.from ?? repository;
  const head = await from.git.resolve(`refs/heads/${wanted.head}`);
  const base = await repository.git.resolve(`refs/heads/${wanted.base}`);
  if (!head || !base) throw new Error(`there is no branch ${head ? wanted.base : wanted.head}`);
  const issue = newIssue(state, repository, wanted);
  await keepHead(repository, from, issue.number, head);
  const pull: PullRequest = {
    id: state.nextId(),
    issue,
    base: { branch: wanted.base, sha: base },
    head: { repository: from, branch: wanted.head, sha: head },
    heads: [{ sha: head, at: state.now() }],
    draft: wanted.draft ?? false,
    merged: undefined,
    unknownFor: state.mergeDelay,
    merge: undefined,
  };
  repository.pulls.set(issue.number, pull);
  await announcePull(state, { repository, pull, action: 'opened', sender: wanted.author });
  return pull;
}

/** Closes a pull request without merging it. */
export async function closePull(
  state: BoxState,
  repository: Repository,
  closing: { readonly pull: PullRequest; readonly by: Account },
): Promise<void> {
  const { pull, by } = closing;
  pull.issue.state = 'closed';
  pull.issue.closedAt = state.now();
  pull.issue.updatedAt = state.now();
  await announcePull(state, { repository, pull, action: 'closed', sender: by });
}

/** Opens a closed pull request again. */
export async function reopenPull(
  state: BoxState,
  repository: Repository,
  opening: { readonly pull: PullRequest; readonly by: Account },
): Promise<void> {
  const { pull, by } = opening;
  pull.issue.state = 'open';
  pull.issue.closedAt = undefined;
  pull.issue.updatedAt = state.now();
  pull.unknownFor = state.mergeDelay;
  await announcePull(state, { repository, pull, action: 'reopened', sender: by });
}

/** Points a pull request at another base branch. */
export async function retargetPull(
  state: BoxState,
  repository: Repository,
  change: { readonly pull: PullRequest; readonly base: string; readonly by: Account },
): Promise<void> {
  const { pull, by } = change;
  const sha = await repository.git.resolve(`refs/heads/${change.base}`);
  if (!sha) throw new Error(`there is no branch ${change.base}`);
  const changes = { base: { ref: { from: pull.base.branch }, sha: { from: pull.base.sha } } };
  pull.base = { branch: change.base, sha };
  pull.issue.updatedAt = state.now();
  pull.unknownFor = state.mergeDelay;
  await announcePull(state, { repository, pull, action: 'edited', sender: by, extra: { changes } });
}

/** Takes a draft's mark away. */
export async function markReady(
  state: BoxState,
  repository: Repository,
  change: { readonly pull: PullRequest; readonly by: Account },
): Promise<void> {
  change.pull.draft = false;
  await announcePull(state, {
    repository,
    pull: change.pull,
    action: 'ready_for_review',
    sender: change.by,
  });
}

/** Merges a pull request into its base, with a merge commit; returns its oid. Throws where the two conflict. */
export async function mergePull(
  state: BoxState,
  repository: Repository,
  merging: { readonly pull: PullRequest; readonly by: Account },
): Promise<string> {
  const { pull, by } = merging;
  const { git } = repository;
  const merge = await currentMergeability(repository, pull);
  if (merge.state !== 'MERGEABLE') throw new Error(`pull request #${pull.issue.number} can't be merged`);
  const ref = `refs/heads/${pull.base.branch}`;
  const before = await git.resolve(ref);
  await git.setRef(ref, merge.commit);
  pull.merged = { sha: merge.commit, at: state.now(), by };
  await closePull(state, repository, merging);
  await announceMove(state, repository, { branch: pull.base.branch, before, after: merge.commit, by });
  return merge.commit;
}
