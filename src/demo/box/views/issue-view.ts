import { authorAssociation } from '../facts/role-of.ts';
import { isoSeconds } from '../git/parse-commit.ts';
import { apiUrl, nodeId, webUrl } from '../store/addresses.ts';
import { type Issue, type IssueComment, type Reaction, reactionContents } from '../store/issue.ts';
import type { Json } from '../store/json.ts';
import type { Repository } from '../store/repository.ts';
import { accountView } from './account-view.ts';
import { appView } from './app-view.ts';

/** An issue, or a pull request seen as one, as REST shows it. */
export function issueView(origin: string, repository: Repository, issue: Issue): Json {
  const url = apiUrl(origin, repository, `/issues/${issue.number}`);
  const comments = [...repository.comments.values()].filter((one) => one.issue === issue.number);
  return {
    url,
    repository_url: apiUrl(origin, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: webUrl(origin, repository, issuePath(repository, issue.number)),
    id: issue.id,
    node_id: nodeId(repository.pulls.has(issue.number) ? 'PR' : 'I', issue.id),
    number: issue.number,
    title: issue.title,
    user: accountView(origin, issue.author),
    labels: [],
    state: issue.state,
    state_reason: null,
    locked: false,
    active_lock_reason: null,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: comments.length,
    created_at: isoSeconds(issue.createdAt),
    updated_at: isoSeconds(issue.updatedAt),
    closed_at: issue.closedAt ? isoSeconds(issue.closedAt) : null,
    author_association: authorAssociation(repository, issue.author),
    body: issue.body,
    reactions: reactionCounts(url, []),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    ...asPull(origin, repository, issue.number),
  };
}

/** The mark by which REST tells a pull request among issues. */
function asPull(origin: string, repository: Repository, number: number): Json {
  const pull = repository.pulls.get(number);
  if (!pull) return {};
  const html = webUrl(origin, repository, `/pull/${number}`);
  return {
    draft: pull.draft,
    pull_request: {
      url: apiUrl(origin, repository, `/pulls/${number}`),
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: pull.merged ? isoSeconds(pull.merged.at) : null,
    },
  };
}

/** The path of an issue's or a pull request's page below the repository's. */
export function issuePath(repository: Repository, number: number): string {
  return repository.pulls.has(number) ? `/pull/${number}` : `/issues/${number}`;
}

/** A comment as REST shows it. */
export function commentView(origin: string, repository: Repository, comment: IssueComment): Json {
  const url = apiUrl(origin, repository, `/issues/comments/${comment.id}`);
  return {
    url,
    html_url: commentAddress(origin, repository, comment),
    issue_url: apiUrl(origin, repository, `/issues/${comment.issue}`),
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    user: accountView(origin, comment.author),
    created_at: isoSeconds(comment.createdAt),
    updated_at: isoSeconds(comment.updatedAt),
    author_association: authorAssociation(repository, comment.author),
    body: comment.body,
    reactions: reactionCounts(url, comment.reactions),
    performed_via_github_app: comment.app ? appView(origin, comment.app) : null,
  };
}

/** Where a person finds the comment. */
export function commentAddress(origin: string, repository: Repository, comment: IssueComment): string {
  const page = webUrl(origin, repository, issuePath(repository, comment.issue));
  return `${page}#issuecomment-${comment.id}`;
}

function reactionCounts(url: string, reactions: readonly Reaction[]): Json {
  const counts = reactionContents.map((content) => [
    content,
    reactions.filter((reaction) => reaction.content === content).length,
  ]);
  return { url: `${url}/reactions`, total_count: reactions.length, ...Object.fromEntries(counts) };
}

/** A reaction as REST shows it. */
export function reactionView(origin: string, reaction: Reaction): Json {
  return {
    id: reaction.id,
    node_id: nodeId('REA', reaction.id),
    user: accountView(origin, reaction.user),
    content: reaction.content,
    created_at: isoSeconds(reaction.createdAt),
  };
}
