import { createComment, deleteComment, editComment, react } from '../acts/comments.ts';
import { editIssue } from '../acts/issues.ts';
import { notFound, unprocessable } from '../http/api-error.ts';
import type { Issue, IssueComment, Reaction } from '../store/issue.ts';
import { commentView, issueView, reactionView } from '../views/issue-view.ts';
import { entryOf, inRepository, isSeen, numberOf, ok, type RepositoryCall, textOf } from './call.ts';
import { pageOf } from './page.ts';

const reading = [
  { permission: 'issues', level: 'read' },
  { permission: 'pull_requests', level: 'read' },
] as const;
const writing = [
  { permission: 'issues', level: 'write' },
  { permission: 'pull_requests', level: 'write' },
] as const;

const longestBody = 65_536;

/** Issues, their comments and the reactions to these. */
export const issueRoutes = {
  'GET /repos/{owner}/{repo}/issues/{issue_number}': inRepository(reading, (call) =>
    ok(issueView(call.state.origin, call.repository, askedIssue(call))),
  ),

  'PATCH /repos/{owner}/{repo}/issues/{issue_number}': inRepository(writing, (call) => {
    const issue = askedIssue(call);
    const { title, body, state } = call.body as Partial<Pick<Issue, 'title' | 'body' | 'state'>>;
    refuseLong(body);
    const to = {
      ...(title ? { title } : {}),
      ...(body === undefined ? {} : { body }),
      ...(state ? { state } : {}),
    };
    editIssue(call.state, call.repository, { issue, by: call.state.app.bot, to });
    return ok(issueView(call.state.origin, call.repository, issue));
  }),

  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': inRepository(reading, (call) => {
    const { number } = askedIssue(call);
    const since = textOf(call, 'since');
    const comments = [...call.repository.comments.values()]
      .filter((one) => one.issue === number && isSeen(call, one.createdAt))
      .filter((one) => since === '' || one.updatedAt >= new Date(since));
    const page = pageOf(call, comments);
    return { ...ok(page.items.map((one) => shown(call, one))), headers: page.headers };
  }),

  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': inRepository(writing, (call) => {
    const { number } = askedIssue(call);
    const body = String(call.body.body);
    refuseLong(body);
    const { app } = call.state;
    const wanted = { issue: number, author: app.bot, app, body };
    return { status: 201, body: shown(call, createComment(call.state, call.repository, wanted)) };
  }),

  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': inRepository(reading, (call) =>
    ok(shown(call, askedComment(call))),
  ),

  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': inRepository(writing, (call) => {
    const comment = askedComment(call);
    const body = String(call.body.body);
    refuseLong(body);
    editComment(call.state, call.repository, { comment, by: call.state.app.bot, body });
    return ok(shown(call, comment));
  }),

  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}': inRepository(writing, (call) => {
    deleteComment(call.state, call.repository, { comment: askedComment(call), by: call.state.app.bot });
    return { status: 204 };
  }),

  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': inRepository(reading, (call) => {
    const content = textOf(call, 'content');
    const all = askedComment(call).reactions.filter((one) => content === '' || one.content === content);
    const page = pageOf(call, all);
    return { ...ok(page.items.map((one) => reactionView(call.state.origin, one))), headers: page.headers };
  }),

  'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': inRepository(writing, (call) => {
    const content = call.body.content as Reaction['content'];
    const { reaction, isNew } = react(call.state, askedComment(call), { user: call.state.app.bot, content });
    return { status: isNew ? 201 : 200, body: reactionView(call.state.origin, reaction) };
  }),
};

function askedIssue(call: RepositoryCall): Issue {
  return entryOf(call.repository.issues, numberOf(call, 'issue_number'));
}

function askedComment(call: RepositoryCall): IssueComment {
  const comment = entryOf(call.repository.comments, numberOf(call, 'comment_id'));
  if (!isSeen(call, comment.createdAt)) throw notFound();
  return comment;
}

function shown(call: RepositoryCall, comment: IssueComment) {
  return commentView(call.state.origin, call.repository, comment);
}

function refuseLong(body: string | undefined | null): void {
  if (body?.trim() === '') throw tooLong("can't be blank");
  if ((body?.length ?? 0) > longestBody) throw tooLong(`is too long (maximum is ${longestBody} characters)`);
}

function tooLong(what: string) {
  const message = `body ${what}`;
  return unprocessable('Validation Failed', [
    { resource: 'IssueComment', code: 'unprocessable', field: 'data', message },
  ]);
}
