import type { GitRepository } from './git-repository.ts';
import { GitError, gitEnvironment, runGit } from './run-git.ts';

/** The oid of the commit that merges two commits, made but on no branch; undefined where they conflict. */
export async function mergeCommits(
  git: GitRepository,
  sides: { readonly base: string; readonly head: string; readonly message: string },
): Promise<string | undefined> {
  const tree = await mergedTree(git, sides.base, sides.head);
  if (tree === undefined) return undefined;
  const head = await git.commit(sides.head);
  // The date of the head makes the merge of the same two commits the same commit.
  const date = head?.committer.date ?? '1970-01-01T00:00:00Z';
  const who = ['-c', 'user.name=GitHub', '-c', 'user.email=noreply@github.example'];
  const args = ['commit-tree', tree, '-p', sides.base, '-p', sides.head, '-m', sides.message];
  const output = await runGit(git.directory, [...who, ...args], undefined, {
    ...gitEnvironment(),
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
  });
  return output.toString().trim();
}

async function mergedTree(git: GitRepository, base: string, head: string): Promise<string | undefined> {
  try {
    const output = await git.run('merge-tree', '--write-tree', '--no-messages', base, head);
    return output.split('\n')[0];
  } catch (error) {
    // git-merge-tree(1): exit status 1 is a conflict, anything else an error.
    if (error instanceof GitError && error.exitCode === 1) return undefined;
    throw error;
  }
}

/** The best common ancestor of two commits; undefined where they have none. */
export async function mergeBase(git: GitRepository, one: string, other: string): Promise<string | undefined> {
  try {
    return (await git.run('merge-base', one, other)).trim();
  } catch (error) {
    if (error instanceof GitError && error.exitCode === 1) return undefined;
    throw error;
  }
}

/** The oids that are reachable from `to` and not from `from`, oldest first. */
export async function commitsBetween(git: GitRepository, from: string, to: string): Promise<string[]> {
  const output = await git.run('rev-list', '--reverse', '--topo-order', to, `^${from}`);
  return output.split('\n').filter(Boolean);
}
