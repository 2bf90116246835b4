import type { Account } from '../store/account.ts';
import type { BoxState } from '../store/box-state.ts';
import type { PullRequest, Repository } from '../store/repository.ts';
import { announcePull } from './announce-pull.ts';

/** Moves the open pull requests along whose head branch was pushed to, in the repository and in those it forks. */
export async function synchronizePulls(
  state: BoxState,
  pushed: Repository,
  push: {
    readonly branch: string;
    readonly before: string | undefined;
    readonly after: string;
    readonly by: Account;
  },
): Promise<void> {
  for (const repository of state.repositories.values()) {
    for (const pull of repository.pulls.values()) {
      if (pull.issue.state !== 'open') continue;
      // GitHub computes the merge anew when either side has moved.
      if (repository === pushed && pull.base.branch === push.branch) pull.unknownFor = state.mergeDelay;
      if (pull.head.repository !== pushed || pull.head.branch !== push.branch) continue;
      await moveHead(state, repository, pull, push.after);
      const extra = { before: push.before, after: push.after };
      await announcePull(state, { repository, pull, action: 'synchronize', sender: push.by, extra });
    }
  }
}

/** Sets a pull request's head, in memory and at `refs/pull/N/head` of the base repository. */
export async function moveHead(
  state: BoxState,
  repository: Repository,
  pull: PullRequest,
  sha: string,
): Promise<void> {
  await keepHead(repository, pull.head.repository, pull.issue.number, sha);
  const base = await repository.git.resolve(`refs/heads/${pull.base.branch}`);
  pull.head = { ...pull.head, sha };
  pull.heads.push({ sha, at: state.now() });
  pull.base = { ...pull.base, sha: base ?? pull.base.sha };
  pull.issue.updatedAt = state.now();
  pull.unknownFor = state.mergeDelay;
}

/** Makes a head readable in the base repository, also where it comes from a fork. */
export async function keepHead(
  base: Repository,
  from: Repository,
  number: number,
  sha: string,
): Promise<void> {
  const ref = `refs/pull/${number}/head`;
  if (from === base) await base.git.setRef(ref, sha);
  else await base.git.fetch(from.git, sha, ref);
}
