import type { Mergeability } from '../facts/mergeability.ts';
import { pullDiff } from '../facts/pull-diff.ts';
import { authorAssociation } from '../facts/role-of.ts';
import { isoSeconds } from '../git/parse-commit.ts';
import { apiUrl, nodeId, webUrl } from '../store/addresses.ts';
import type { Json } from '../store/json.ts';
import type { PullRequest, Repository } from '../store/repository.ts';
import { accountView } from './account-view.ts';
import { repositoryView } from './repository-view.ts';

/** A pull request as lists show it (`pull-request-simple`). */
export function simplePullView(origin: string, repository: Repository, pull: PullRequest): Json {
  const { issue } = pull;
  return {
    ...pullLinks(origin, repository, pull),
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    number: issue.number,
    state: issue.state,
    locked: false,
    active_lock_reason: null,
    title: issue.title,
    user: accountView(origin, issue.author),
    body: issue.body,
    created_at: isoSeconds(issue.createdAt),
    updated_at: isoSeconds(issue.updatedAt),
    closed_at: issue.closedAt ? isoSeconds(issue.closedAt) : null,
    merged_at: pull.merged ? isoSeconds(pull.merged.at) : null,
    merge_commit_sha: pull.merged?.sha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: pull.draft,
    head: end(origin, pull.head.repository, pull.head),
    base: end(origin, repository, pull.base),
    author_association: authorAssociation(repository, issue.author),
    auto_merge: null,
  };
}

/** A pull request as it answers for itself, with what git says of it (`pull-request`). */
export async function pullView(
  site: { readonly origin: string; readonly repository: Repository },
  pull: PullRequest,
  merge: Mergeability,
): Promise<Json> {
  const { origin, repository } = site;
  const diff = await pullDiff(repository, pull);
  const sum = (count: 'additions' | 'deletions') =>
    diff.files.reduce((total, file) => total + file[count], 0);
  const comments = [...repository.comments.values()].filter((one) => one.issue === pull.issue.number);
  const mergeCommit = merge.state === 'MERGEABLE' ? { merge_commit_sha: merge.commit } : {};
  return {
    ...simplePullView(origin, repository, pull),
    ...mergeCommit,
    merged: pull.merged !== undefined,
    mergeable: merge.state === 'UNKNOWN' ? null : merge.state === 'MERGEABLE',
    rebaseable: merge.state === 'UNKNOWN' ? null : merge.state === 'MERGEABLE',
    mergeable_state: { MERGEABLE: 'clean', CONFLICTING: 'dirty', UNKNOWN: 'unknown' }[merge.state],
    merged_by: pull.merged ? accountView(origin, pull.merged.by) : null,
    comments: comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: diff.commits.length,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: diff.files.length,
  };
}

function end(origin: string, repository: Repository, at: { branch: string; sha: string }): Json {
  return {
    label: `${repository.owner.login}:${at.branch}`,
    ref: at.branch,
    sha: at.sha,
    user: accountView(origin, repository.owner),
    repo: repositoryView(origin, repository),
  };
}

function pullLinks(origin: string, repository: Repository, pull: PullRequest): Json {
  const { number } = pull.issue;
  const url = apiUrl(origin, repository, `/pulls/${number}`);
  const html = webUrl(origin, repository, `/pull/${number}`);
  const addresses = {
    self: url,
    html,
    issue: apiUrl(origin, repository, `/issues/${number}`),
    comments: apiUrl(origin, repository, `/issues/${number}/comments`),
    review_comments: `${url}/comments`,
    review_comment: apiUrl(origin, repository, '/pulls/comments{/number}'),
    commits: `${url}/commits`,
    statuses: apiUrl(origin, repository, `/statuses/${pull.head.sha}`),
  };
  const links = Object.entries(addresses).map(([name, href]) => [name, { href }]);
  return {
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: addresses.issue,
    commits_url: addresses.commits,
    review_comments_url: addresses.review_comments,
    review_comment_url: addresses.review_comment,
    comments_url: addresses.comments,
    statuses_url: addresses.statuses,
    _links: Object.fromEntries(links),
  };
}

/** A pull request as checks name it (`pull-request-minimal`). */
export function minimalPullView(origin: string, repository: Repository, pull: PullRequest): Json {
  const place = (of: Repository) => ({ id: of.id, url: apiUrl(origin, of), name: of.name });
  return {
    id: pull.id,
    number: pull.issue.number,
    url: apiUrl(origin, repository, `/pulls/${pull.issue.number}`),
    head: { ref: pull.head.branch, sha: pull.head.sha, repo: place(pull.head.repository) },
    base: { ref: pull.base.branch, sha: pull.base.sha, repo: place(repository) },
  };
}
