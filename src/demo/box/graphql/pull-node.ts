import { mergeability } from '../facts/mergeability.ts';
import { pullDiff } from '../facts/pull-diff.ts';
import type { ChangedFile } from '../git/changed-files.ts';
import { isoSeconds } from '../git/parse-commit.ts';
import { nodeId } from '../store/addresses.ts';
import type { PullRequest, Repository } from '../store/repository.ts';
import { connection } from './connection.ts';
import type { Arguments, Graph, Node } from './graph.ts';
import { discussion } from './issue-node.ts';

/** A pull request. */
export function pullNode(graph: Graph, repository: Repository, pull: PullRequest): Node {
  return {
    ...discussion(graph, repository, pull.issue),
    __typename: 'PullRequest',
    id: nodeId('PR', pull.id),
    databaseId: pull.id,
    state: pull.merged ? 'MERGED' : pull.issue.state.toUpperCase(),
    isDraft: pull.draft,
    ...ends(graph, repository, pull),
    ...merging(graph, repository, pull),
    ...difference(graph, repository, pull),
  };
}

function ends(graph: Graph, repository: Repository, pull: PullRequest) {
  const { head, base } = pull;
  return {
    isCrossRepository: head.repository !== repository,
    headRefName: head.branch,
    headRefOid: head.sha,
    headRef: () => graph.ref(head.repository, `refs/heads/${head.branch}`),
    headRepository: () => graph.repository(head.repository),
    headRepositoryOwner: () => graph.actor(head.repository.owner),
    baseRefName: base.branch,
    baseRefOid: base.sha,
    baseRef: () => graph.ref(repository, `refs/heads/${base.branch}`),
    baseRepository: () => graph.repository(repository),
  };
}

/** One reading of the merge for all the fields of a query. */
function merging(graph: Graph, repository: Repository, pull: PullRequest) {
  let reading: ReturnType<typeof mergeability> | undefined;
  const read = () => {
    reading ??= mergeability(repository, pull);
    return reading;
  };
  const { merged } = pull;
  return {
    merged: merged !== undefined,
    mergedAt: merged ? isoSeconds(merged.at) : null,
    mergedBy: () => (merged ? graph.actor(merged.by) : null),
    mergeCommit: () => (merged ? graph.object(repository, merged.sha) : null),
    mergeable: async () => (await read()).state,
    potentialMergeCommit: async () => {
      const merge = await read();
      return merge.state === 'MERGEABLE' ? graph.object(repository, merge.commit) : null;
    },
  };
}

function difference(graph: Graph, repository: Repository, pull: PullRequest) {
  let reading: ReturnType<typeof pullDiff> | undefined;
  const read = () => {
    reading ??= pullDiff(repository, pull);
    return reading;
  };
  const sum = (count: 'additions' | 'deletions') => async () =>
    (await read()).files.reduce((total, file) => total + file[count], 0);
  const commit = (oid: string): Node => ({
    __typename: 'PullRequestCommit',
    id: nodeId('PRC', `${pull.id}:${oid}`),
    commit: () => graph.object(repository, oid),
  });
  return {
    additions: sum('additions'),
    deletions: sum('deletions'),
    changedFiles: async () => (await read()).files.length,
    files: async (args: Arguments) =>
      connection('files', { items: (await read()).files, node: changedFileNode })(args),
    commits: async (args: Arguments) =>
      connection('commits', { items: (await read()).commits, node: commit })(args),
  };
}

function changedFileNode(file: ChangedFile): Node {
  const types = { added: 'ADDED', removed: 'DELETED', modified: 'MODIFIED', renamed: 'RENAMED' };
  return {
    __typename: 'PullRequestChangedFile',
    path: file.path,
    additions: file.additions,
    deletions: file.deletions,
    changeType: types[file.status],
  };
}
