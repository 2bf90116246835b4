import type { ChangedFile } from '../git/changed-files.ts';
import type { Commit } from '../git/parse-commit.ts';
import { apiUrl, nodeId, webUrl } from '../store/addresses.ts';
import type { Json } from '../store/json.ts';
import type { Repository } from '../store/repository.ts';

/** A commit as REST shows it; without an account, for the box doesn't match addresses of mail to accounts. */
export function commitView(origin: string, repository: Repository, commit: Commit): Json {
  const url = apiUrl(origin, repository, `/commits/${commit.oid}`);
  return {
    sha: commit.oid,
    node_id: nodeId('C', commit.oid),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: apiUrl(origin, repository, `/git/trees/${commit.tree}`) },
      url: apiUrl(origin, repository, `/git/commits/${commit.oid}`),
      comment_count: 0,
      verification: {
        verified: false,
        reason: 'unsigned',
        signature: null,
        payload: null,
        verified_at: null,
      },
    },
    url,
    html_url: webUrl(origin, repository, `/commit/${commit.oid}`),
    comments_url: `${url}/comments`,
    author: null,
    committer: null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: apiUrl(origin, repository, `/commits/${sha}`),
      html_url: webUrl(origin, repository, `/commit/${sha}`),
    })),
  };
}

/** A commit as checks and webhooks name it (`simple-commit`). */
export function simpleCommitView(commit: Commit): Json {
  const who = ({ name, email }: Commit['author']) => ({ name, email });
  return {
    id: commit.oid,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.committer.date,
    author: who(commit.author),
    committer: who(commit.committer),
  };
}

/** A changed file as REST shows it (`diff-entry`), at the head that it is read from. */
export function changedFileView(
  origin: string,
  repository: Repository,
  head: string,
  file: ChangedFile,
): Json {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.oid,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: webUrl(origin, repository, `/blob/${head}/${path}`),
    raw_url: webUrl(origin, repository, `/raw/${head}/${path}`),
    contents_url: apiUrl(origin, repository, `/contents/${path}?ref=${head}`),
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}
