import type { Account, App } from '../store/account.ts';
import type { BoxState } from '../store/box-state.ts';
import type { IssueComment, Reaction } from '../store/issue.ts';
import type { Json } from '../store/json.ts';
import type { Repository } from '../store/repository.ts';
import { commentView, issueView } from '../views/issue-view.ts';

/** A comment to write. */
export interface NewComment {
  /** The number of the issue or pull request. */
  readonly issue: number;
  readonly author: Account;
  /** Where the App writes, not a person. */
  readonly app?: App;
  readonly body: string;
}

/** Writes a comment and tells the App; GitHub tells it of its own ones, too. */
export function createComment(state: BoxState, repository: Repository, wanted: NewComment): IssueComment {
  const comment: IssueComment = {
    id: state.nextId(),
    issue: wanted.issue,
    author: wanted.author,
    app: wanted.app,
    body: wanted.body,
    createdAt: state.now(),
    updatedAt: state.now(),
    reactions: [],
  };
  repository.comments.set(comment.id, comment);
  announce(state, repository, { action: 'created', comment, by: wanted.author });
  return comment;
}

/** Rewrites a comment. */
export function editComment(
  state: BoxState,
  repository: Repository,
  edit: { readonly comment: IssueComment; readonly by: Account; readonly body: string },
): void {
  const { comment, by } = edit;
  const changes = { body: { from: comment.body } };
  comment.body = edit.body;
  comment.updatedAt = state.now();
  announce(state, repository, { action: 'edited', comment, by, extra: { changes } });
}

/** Takes a comment away. */
export function deleteComment(
  state: BoxState,
  repository: Repository,
  deletion: { readonly comment: IssueComment; readonly by: Account },
): void {
  repository.comments.delete(deletion.comment.id);
  announce(state, repository, { action: 'deleted', ...deletion });
}

/** Puts a reaction under a comment; `isNew` is false where the same person had put it there before. */
export function react(
  state: BoxState,
  comment: IssueComment,
  wanted: Pick<Reaction, 'user' | 'content'>,
): { reaction: Reaction; isNew: boolean } {
  const known = comment.reactions.find((one) => one.user === wanted.user && one.content === wanted.content);
  if (known) return { reaction: known, isNew: false };
  const reaction: Reaction = { id: state.nextId(), createdAt: state.now(), ...wanted };
  comment.reactions.push(reaction);
  return { reaction, isNew: true };
}

function announce(
  state: BoxState,
  repository: Repository,
  told: {
    readonly action: 'created' | 'edited' | 'deleted';
    readonly comment: IssueComment;
    readonly by: Account;
    readonly extra?: Json;
  },
): void {
  const { comment, action, by } = told;
  const issue = repository.issues.get(comment.issue);
  if (!issue) throw new Error(`there is no #${comment.issue}`);
  issue.updatedAt = state.now();
  const payload = {
    issue: issueView(state.origin, repository, issue),
    comment: commentView(state.origin, repository, comment),
    ...told.extra,
  };
  state.emit({ event: 'issue_comment', action, repository, sender: by, payload });
}
