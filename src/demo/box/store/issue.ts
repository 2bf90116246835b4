import type { Account, App } from './account.ts';

/** An issue, or what a pull request shares with one. */
export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly author: Account;
  title: string;
  body: string;
  state: 'open' | 'closed';
  readonly createdAt: Date;
  updatedAt: Date;
  closedAt: Date | undefined;
  /** The texts that the body had, oldest first, from the first edit on; the one that it was opened with among them. */
  readonly edits: IssueEdit[];
}

/** The body as an edit left it. */
export interface IssueEdit {
  readonly id: number;
  readonly editor: Account;
  readonly at: Date;
  readonly body: string;
}

/** A comment on an issue or a pull request. */
export interface IssueComment {
  readonly id: number;
  /** The issue's number. */
  readonly issue: number;
  readonly author: Account;
  readonly app: App | undefined;
  body: string;
  readonly createdAt: Date;
  updatedAt: Date;
  readonly reactions: Reaction[];
}

export const reactionContents = [
  '+1',
  '-1',
  'laugh',
  'confused',
  'heart',
  'hooray',
  'rocket',
  'eyes',
] as const;

export interface Reaction {
  readonly id: number;
  readonly user: Account;
  readonly content: (typeof reactionContents)[number];
  readonly createdAt: Date;
}
