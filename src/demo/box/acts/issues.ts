import type { Account } from '../store/account.ts';
import type { BoxState } from '../store/box-state.ts';
import type { Issue } from '../store/issue.ts';
import type { Json } from '../store/json.ts';
import type { Repository } from '../store/repository.ts';
import { issueView } from '../views/issue-view.ts';

/** An issue to open; without a number it gets the next. */
export interface NewIssue {
  readonly title: string;
  readonly body?: string;
  readonly author: Account;
  readonly number?: number;
}

/** Enters an issue (or the issue half of a pull request), and tells nobody. */
export function newIssue(state: BoxState, repository: Repository, wanted: NewIssue): Issue {
  const number = wanted.number ?? Math.max(0, ...repository.issues.keys()) + 1;
  if (repository.issues.has(number)) throw new Error(`there is a #${number} already`);
  const issue: Issue = {
    id: state.nextId(),
    number,
    author: wanted.author,
    title: wanted.title,
    body: wanted.body ?? '',
    state: 'open',
    createdAt: state.now(),
    updatedAt: state.now(),
    closedAt: undefined,
    edits: [],
  };
  repository.issues.set(number, issue);
  return issue;
}

/** Opens an issue and tells the App. */
export function openIssue(state: BoxState, repository: Repository, wanted: NewIssue): Issue {
  const issue = newIssue(state, repository, wanted);
  const payload = { issue: issueView(state.origin, repository, issue) };
  state.emit({ event: 'issues', action: 'opened', repository, sender: wanted.author, payload });
  return issue;
}

/** Changes an issue's title, body or state; tells the App of what GitHub calls an edit. */
export function editIssue(
  state: BoxState,
  repository: Repository,
  edit: {
    readonly issue: Issue;
    readonly by: Account;
    readonly to: Partial<Pick<Issue, 'title' | 'body' | 'state'>>;
  },
): void {
  const { issue, by, to } = edit;
  const changes: Json = {
    ...(to.title !== undefined && to.title !== issue.title ? { title: { from: issue.title } } : {}),
    ...(to.body !== undefined && to.body !== issue.body ? { body: { from: issue.body } } : {}),
  };
  if ('body' in changes) keepEdit(state, issue, { by, body: to.body ?? '' });
  Object.assign(issue, to);
  issue.updatedAt = state.now();
  issue.closedAt = issue.state === 'closed' ? state.now() : undefined;
  if (Object.keys(changes).length === 0) return;
  const payload = { issue: issueView(state.origin, repository, issue), changes };
  state.emit({ event: 'issues', action: 'edited', repository, sender: by, payload });
}

/** GitHub keeps what the body was opened with once it is edited. */
function keepEdit(
  state: BoxState,
  issue: Issue,
  { by, body }: { readonly by: Account; readonly body: string },
): void {
  const { author, createdAt: at } = issue;
  if (issue.edits.length === 0)
    issue.edits.push({ id: state.nextId(), editor: author, at, body: issue.body });
  issue.edits.push({ id: state.nextId(), editor: by, at: state.now(), body });
}
