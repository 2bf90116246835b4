import type { PullRequest, Repository } from '../store/repository.ts';

/**
 * The open pull requests whose head is this commit, of those whose branch is in the repository itself: GitHub's
 * checks know nothing of forks.
 */
export function pullsAt(repository: Repository, headSha: string): PullRequest[] {
  return [...repository.pulls.values()].filter(
    (pull) => pull.head.sha === headSha && pull.head.repository === repository && pull.issue.state === 'open',
  );
}
