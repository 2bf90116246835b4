import { authorAssociation } from '../facts/role-of.ts';
import { isoSeconds } from '../git/parse-commit.ts';
import { nodeId, webUrl } from '../store/addresses.ts';
import type { Issue, IssueComment, IssueEdit } from '../store/issue.ts';
import type { Repository } from '../store/repository.ts';
import { commentAddress, issuePath } from '../views/issue-view.ts';
import { connection } from './connection.ts';
import type { Graph, Node } from './graph.ts';

/** An issue. */
export function issueNode(graph: Graph, repository: Repository, issue: Issue): Node {
  return {
    ...discussion(graph, repository, issue),
    __typename: 'Issue',
    id: nodeId('I', issue.id),
    includesCreatedEdit: issue.edits.length > 0,
    userContentEdits: connection('userContentEdits', {
      items: issue.edits.toReversed(),
      node: (edit) => editNode(graph, edit),
    }),
    state: issue.state.toUpperCase(),
  };
}

/** An edit of a body; its `diff` is the whole text that it left. */
function editNode(graph: Graph, { id, editor, at, body }: IssueEdit): Node {
  return {
    __typename: 'UserContentEdit',
    id: nodeId('UCE', id),
    createdAt: isoSeconds(at),
    editedAt: isoSeconds(at),
    updatedAt: isoSeconds(at),
    deletedAt: null,
    diff: body,
    editor: () => graph.actor(editor),
  };
}

/** What issues and pull requests have in common. */
export function discussion(graph: Graph, repository: Repository, issue: Issue): Omit<Node, '__typename'> {
  const items = [...repository.comments.values()].filter((one) => one.issue === issue.number);
  return {
    databaseId: issue.id,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    closed: issue.state === 'closed',
    locked: false,
    url: webUrl(graph.state.origin, repository, issuePath(repository, issue.number)),
    author: () => graph.actor(issue.author),
    authorAssociation: authorAssociation(repository, issue.author),
    createdAt: isoSeconds(issue.createdAt),
    updatedAt: isoSeconds(issue.updatedAt),
    closedAt: issue.closedAt ? isoSeconds(issue.closedAt) : null,
    comments: connection('comments', { items, node: (one) => graph.comment(repository, one) }),
    labels: connection('labels', { items: [], node: () => null }),
    repository: () => graph.repository(repository),
  };
}

/** A comment under an issue or a pull request. */
export function commentNode(graph: Graph, repository: Repository, comment: IssueComment): Node {
  return {
    __typename: 'IssueComment',
    id: nodeId('IC', comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    body: comment.body,
    author: () => graph.actor(comment.author),
    authorAssociation: authorAssociation(repository, comment.author),
    createdAt: isoSeconds(comment.createdAt),
    updatedAt: isoSeconds(comment.updatedAt),
    isMinimized: false,
    viewerDidAuthor: comment.app !== undefined,
    url: commentAddress(graph.state.origin, repository, comment),
  };
}
