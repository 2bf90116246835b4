import { changedFiles } from '../git/changed-files.ts';
import { commitsBetween } from '../git/merge.ts';
import type { Commit } from '../git/parse-commit.ts';
import { type FileChange, writeCommit } from '../git/write-commit.ts';
import type { Account } from '../store/account.ts';
import { webUrl } from '../store/addresses.ts';
import type { BoxState } from '../store/box-state.ts';
import type { Json } from '../store/json.ts';
import type { Repository } from '../store/repository.ts';
import { simpleCommitView } from '../views/commit-view.ts';
import { requestSuite } from './check-suites.ts';
import { synchronizePulls } from './synchronize-pulls.ts';

/** A commit on a branch, and who pushes it. */
export interface Push {
  readonly branch: string;
  readonly files: Readonly<Record<string, FileChange>>;
  readonly message: string;
  readonly by: Account;
  /** In place of the branch's tip: a new branch starts here, an old one is force-pushed away. */
  readonly from?: string;
}

/** A branch that moved: an oid before and after; nothing before a new branch, nothing after a deleted one. */
export interface RefMove {
  readonly branch: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly by: Account;
}

const nobody = '0'.repeat(40);

/** Writes the commit, moves the branch, and lets GitHub's events follow; returns the commit's oid. */
export async function push(state: BoxState, repository: Repository, change: Push): Promise<string> {
  const before = await repository.git.resolve(`refs/heads/${change.branch}`);
  const parent = change.from ?? before;
  const after = await writeCommit(repository.git.directory, {
    branch: change.branch,
    files: change.files,
    message: change.message,
    parents: parent ? [parent] : [],
    author: { name: change.by.name, email: `${change.by.login}@example.com` },
    date: state.now(),
  });
  await announceMove(state, repository, { branch: change.branch, before, after, by: change.by });
  return after;
}

/** The events that follow when a branch has moved. */
export async function announceMove(state: BoxState, repository: Repository, move: RefMove): Promise<void> {
  repository.pushedAt = state.now();
  const payload = await pushPayload(state, repository, move);
  state.emit({ event: 'push', repository, sender: move.by, payload });
  if (move.after) {
    await requestSuite(state, repository, { ...move, after: move.after });
    await synchronizePulls(state, repository, { ...move, after: move.after });
  }
}

async function pushPayload(state: BoxState, repository: Repository, move: RefMove): Promise<Json> {
  const commits = await Promise.all(
    (await newCommits(repository, move)).map((oid) => commitOf(state, repository, oid)),
  );
  const [before, after] = [move.before ?? nobody, move.after ?? nobody];
  return {
    ref: `refs/heads/${move.branch}`,
    before,
    after,
    created: move.before === undefined,
    deleted: move.after === undefined,
    forced: await isForced(repository, move),
    base_ref: null,
    compare: webUrl(state.origin, repository, `/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`),
    commits,
    head_commit: commits.at(-1) ?? (move.after ? await commitOf(state, repository, move.after) : null),
    pusher: { name: move.by.login, email: `${move.by.login}@example.com` },
  };
}

/** GitHub lists at most 2,048 commits of a push. */
async function newCommits(repository: Repository, move: RefMove): Promise<string[]> {
  const known = move.before ?? (await repository.git.resolve(`refs/heads/${repository.defaultBranch}`));
  if (!move.after) return [];
  if (!known || known === move.after) return [move.after];
  return (await commitsBetween(repository.git, known, move.after)).slice(-2048);
}

async function isForced(repository: Repository, { before, after }: RefMove): Promise<boolean> {
  if (!before || !after) return false;
  return (await commitsBetween(repository.git, after, before)).length > 0;
}

async function commitOf(state: BoxState, repository: Repository, oid: string): Promise<Json> {
  const commit = (await repository.git.commit(oid)) as Commit;
  const [parent] = commit.parents;
  const files = parent ? await changedFiles(repository.git, parent, oid) : [];
  const paths = (...status: string[]) =>
    files.filter((file) => status.includes(file.status)).map((file) => file.path);
  return {
    ...simpleCommitView(commit),
    distinct: true,
    url: webUrl(state.origin, repository, `/commit/${oid}`),
    added: paths('added', 'renamed'),
    removed: paths('removed'),
    modified: paths('modified'),
  };
}
