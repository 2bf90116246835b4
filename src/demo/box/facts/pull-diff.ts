import { type ChangedFile, changedFiles } from '../git/changed-files.ts';
import { commitsBetween, mergeBase } from '../git/merge.ts';
import type { PullRequest, Repository } from '../store/repository.ts';

/** GitHub lists no more files of a pull request than this. */
const mostFiles = 3000;

/** What a pull request brings, against its merge base: the files that differ and the oids of its commits. */
export interface PullDiff {
  readonly mergeBase: string;
  readonly files: readonly ChangedFile[];
  readonly commits: readonly string[];
}

/** Reads the pull request's difference out of git. */
export async function pullDiff(repository: Repository, pull: PullRequest): Promise<PullDiff> {
  const { git } = repository;
  const from = (await mergeBase(git, pull.base.sha, pull.head.sha)) ?? pull.base.sha;
  const [files, commits] = await Promise.all([
    changedFiles(git, from, pull.head.sha),
    commitsBetween(git, pull.base.sha, pull.head.sha),
  ]);
  return { mergeBase: from, files: files.slice(0, mostFiles), commits };
}
