import type { PullRequest } from '../store/repository.ts';

/** The pull request as it was at a time, as far as its head goes; undefined where it was not there yet. */
export function pullAsOf(pull: PullRequest | undefined, at: Date | undefined): PullRequest | undefined {
  if (pull === undefined || at === undefined) return pull;
  const head = pull.heads.findLast((one) => one.at <= at);
  if (head === undefined) return undefined;
  if (head.sha === pull.head.sha) return pull;
  const issue = { ...pull.issue, updatedAt: head.at };
  return { ...pull, issue, head: { ...pull.head, sha: head.sha } };
}
