import { currentMergeability } from '../facts/mergeability.ts';
import type { Account } from '../store/account.ts';
import type { BoxState } from '../store/box-state.ts';
import type { PullRequest, Repository } from '../store/repository.ts';
import { simpleCommitView } from '../views/commit-view.ts';
import { announceMove } from './push.ts';

/** Puts a pull request into the merge queue: a branch of GitHub's own, whose head the checks have to answer. */
export async function requestGroupChecks(
  state: BoxState,
  repository: Repository,
  queued: { readonly pull: PullRequest; readonly by: Account },
): Promise<{ headSha: string; headRef: string }> {
  const { pull, by } = queued;
  const merge = await currentMergeability(repository, pull);
  if (merge.state !== 'MERGEABLE') throw new Error(`pull request #${pull.issue.number} can't be merged`);
  const commit = await repository.git.commit(merge.commit);
  const baseSha = commit?.parents[0] ?? pull.base.sha;
  const branch = `gh-readonly-queue/${pull.base.branch}/pr-${pull.issue.number}-${baseSha}`;
  await repository.git.setRef(`refs/heads/${branch}`, merge.commit);
  await announceMove(state, repository, { branch, before: undefined, after: merge.commit, by });
  const group = {
    head_sha: merge.commit,
    head_ref: `refs/heads/${branch}`,
    base_sha: baseSha,
    base_ref: `refs/heads/${pull.base.branch}`,
    head_commit: commit ? simpleCommitView(commit) : null,
  };
  const payload = { merge_group: group };
  state.emit({ event: 'merge_group', action: 'checks_requested', repository, sender: by, payload });
  return { headSha: merge.commit, headRef: group.head_ref };
}
