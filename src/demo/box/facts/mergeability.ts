import { mergeCommits } from '../git/merge.ts';
import { fullName, type PullRequest, type Repository } from '../store/repository.ts';

/** Whether a pull request can be merged; `commit` is the merge that GitHub keeps at `refs/pull/N/merge`. */
export type Mergeability =
  | { readonly state: 'MERGEABLE'; readonly commit: string }
  | { readonly state: 'CONFLICTING' }
  /** GitHub computes it in the background and says so meanwhile. */
  | { readonly state: 'UNKNOWN' };

/** Merges the head into the base as it is now; each call counts as one read of what is still being computed. */
export async function mergeability(repository: Repository, pull: PullRequest): Promise<Mergeability> {
  if (pull.unknownFor > 0) {
    pull.unknownFor -= 1;
    return { state: 'UNKNOWN' };
  }
  return currentMergeability(repository, pull);
}

/** The same, without waiting for GitHub to have computed it. */
export async function currentMergeability(repository: Repository, pull: PullRequest): Promise<Mergeability> {
  const base = await repository.git.resolve(`refs/heads/${pull.base.branch}`);
  if (!base || pull.issue.state === 'closed') return { state: 'UNKNOWN' };
  const of = `${base}...${pull.head.sha}`;
  // Kept with the pull request, so that readers at the same time don't move the same ref.
  if (pull.merge?.of !== of) pull.merge = { of, commit: merge(repository, pull, base) };
  const commit = await pull.merge.commit;
  return commit === undefined ? { state: 'CONFLICTING' } : { state: 'MERGEABLE', commit };
}

async function merge({ git }: Repository, pull: PullRequest, base: string): Promise<string | undefined> {
  const message = `Merge pull request #${pull.issue.number} from ${fullName(pull.head.repository)}`;
  const commit = await mergeCommits(git, { base, head: pull.head.sha, message });
  if (commit) await git.setRef(`refs/pull/${pull.issue.number}/merge`, commit);
  return commit;
}
