import { requestAction, rerequestRun } from './acts/check-runs.ts';
import { announceSuite } from './acts/check-suites.ts';
import { createComment, editComment } from './acts/comments.ts';
import { editIssue, type NewIssue, openIssue } from './acts/issues.ts';
import { requestGroupChecks } from './acts/merge-groups.ts';
import {
  closePull,
  markReady,
  mergePull,
  type NewPull,
  openPull,
  reopenPull,
  retargetPull,
} from './acts/pulls.ts';
import { announceMove, push } from './acts/push.ts';
import { addAttempt, announceRun, enterRun, type NewRun } from './acts/workflow-runs.ts';
import type { FileChange } from './git/write-commit.ts';
import type { Account, Role } from './store/account.ts';
import type { BoxState } from './store/box-state.ts';
import type { CheckRun } from './store/check.ts';
import type { IssueComment } from './store/issue.ts';
import { fullName, type PullRequest, type Repository } from './store/repository.ts';
import type { Runner, WorkflowRun } from './store/workflow-run.ts';

/** A commit that somebody pushes. */
export interface PushOptions {
  readonly message?: string;
  /** A login; the repository's owner, or in an organisation its first administrator, if not given. */
  readonly by?: string;
  /** A branch or commit to start from: a new branch starts at the default branch unless told otherwise. */
  readonly from?: string;
}

/** A pull request as somebody opens it; people are named by their logins. */
export type PullOptions = Omit<NewPull, 'author' | 'base' | 'from'> & {
  readonly author?: string;
  readonly base?: string;
  readonly from?: BoxRepository;
};

/** A run of a workflow as the box is told of it: on the default branch's tip, by the owner, unless it is said. */
export type RunOptions = Omit<NewRun, 'headSha' | 'actor'> & {
  readonly headSha?: string;
  readonly actor?: string;
};

/** A repository of the box, to act in as people do: each act has the events that follow it on GitHub. */
export class BoxRepository {
  readonly #state: BoxState;
  readonly repository: Repository;

  constructor(state: BoxState, repository: Repository) {
    this.#state = state;
    this.repository = repository;
  }

  get fullName(): string {
    return fullName(this.repository);
  }

  /** Gives a person a role; the account is made if there is none of that login. */
  permit(login: string, role: Role): void {
    this.#account(login);
    this.repository.roles.set(login.toLowerCase(), role);
  }

  /** Commits to a branch and pushes; returns the commit's oid. */
  async push(
    branch: string,
    files: Readonly<Record<string, FileChange>>,
    options: PushOptions = {},
  ): Promise<string> {
    const { git, defaultBranch } = this.repository;
    const isThere = (await git.resolve(`refs/heads/${branch}`)) !== undefined;
    const start = options.from ?? (isThere ? undefined : defaultBranch);
    const from = start === undefined ? undefined : await git.resolve(`${start}^{commit}`);
    const by = this.#account(options.by);
    const message = options.message ?? `Change ${Object.keys(files).join(', ')}`;
    return push(this.#state, this.repository, { branch, files, message, by, ...(from ? { from } : {}) });
  }

  /** Deletes a branch. */
  async deleteBranch(branch: string, by?: string): Promise<void> {
    const before = await this.sha(branch);
    await this.repository.git.setRef(`refs/heads/${branch}`, undefined);
    const move = { branch, before, after: undefined, by: this.#account(by) };
    await announceMove(this.#state, this.repository, move);
  }

  /** The oid that a branch, a ref or an expression stands for. */
  async sha(name: string): Promise<string> {
    const oid = await this.repository.git.resolve(name);
    if (!oid) throw new Error(`${this.fullName} has no ${name}`);
    return oid;
  }

  /** The text of a file at a commit or branch; undefined where there is none. */
  async file(at: string, path: string): Promise<string | undefined> {
    return (await this.repository.git.blob(`${at}:${path}`))?.content.toString('utf8');
  }

  openPullRequest(options: PullOptions): Promise<PullRequest> {
    const { from, author, ...rest } = options;
    return openPull(this.#state, this.repository, {
      ...rest,
      base: options.base ?? this.repository.defaultBranch,
      author: this.#account(author),
      ...(from ? { from: from.repository } : {}),
    });
  }

  /** The pull request as it is now. */
  pull(number: number): PullRequest {
    const pull = this.repository.pulls.get(number);
    if (!pull) throw new Error(`${this.fullName} has no pull request ${number}`);
    return pull;
  }

  closePullRequest(number: number, by?: string): Promise<void> {
    return closePull(this.#state, this.repository, { pull: this.pull(number), by: this.#account(by) });
  }

  reopenPullRequest(number: number, by?: string): Promise<void> {
    return reopenPull(this.#state, this.repository, { pull: this.pull(number), by: this.#account(by) });
  }

  markReady(number: number, by?: string): Promise<void> {
    return markReady(this.#state, this.repository, { pull: this.pull(number), by: this.#account(by) });
  }

  retarget(number: number, base: string, by?: string): Promise<void> {
    const change = { pull: this.pull(number), base, by: this.#account(by) };
    return retargetPull(this.#state, this.repository, change);
  }

  /** Merges a pull request; returns the merge commit's oid. */
  merge(number: number, by?: string): Promise<string> {
    return mergePull(this.#state, this.repository, { pull: this.pull(number), by: this.#account(by) });
  }

  /** Puts a pull request into the merge queue. */
  mergeGroup(number: number, by?: string): Promise<{ headSha: string; headRef: string }> {
    return requestGroupChecks(this.#state, this.repository, {
      pull: this.pull(number),
      by: this.#account(by),
    });
  }

  openIssue(options: Omit<NewIssue, 'author'> & { readonly author?: string }): number {
    const author = this.#account(options.author);
    return openIssue(this.#state, this.repository, { ...options, author }).number;
  }

  editIssue(number: number, to: { title?: string; body?: string }, by?: string): void {
    const issue = this.repository.issues.get(number);
    if (!issue) throw new Error(`${this.fullName} has no issue ${number}`);
    editIssue(this.#state, this.repository, { issue, by: this.#account(by), to });
  }

  /** Writes a comment under an issue or a pull request, as a person. */
  comment(issue: number, login: string, body: string): IssueComment {
    return createComment(this.#state, this.repository, { issue, author: this.#account(login), body });
  }

  editComment(comment: IssueComment, body: string, by?: string): void {
    const edit = { comment, by: by === undefined ? comment.author : this.#account(by), body };
    editComment(this.#state, this.repository, edit);
  }

  /** The comments under an issue or a pull request, oldest first. */
  comments(issue: number): IssueComment[] {
    return [...this.repository.comments.values()].filter((comment) => comment.issue === issue);
  }

  /** The check runs on a commit (or a branch's tip), oldest first. */
  async checkRuns(at: string): Promise<CheckRun[]> {
    const sha = await this.sha(at);
    return [...this.repository.checkRuns.values()].filter((run) => run.headSha === sha);
  }

  /** A person asks for a check run again. */
  rerequest(run: CheckRun, by?: string): void {
    rerequestRun(this.#state, this.repository, { run, by: this.#account(by) });
  }

  /** A person asks for all the checks of a commit again. */
  rerequestSuite(run: CheckRun, by?: string): Promise<void> {
    const told = { repository: this.repository, suite: run.suite, sender: this.#account(by) };
    return announceSuite(this.#state, { ...told, action: 'rerequested' });
  }

  /** A person clicks a button of a check run. */
  requestAction(run: CheckRun, identifier: string, by?: string): void {
    requestAction(this.#state, this.repository, { run, identifier, by: this.#account(by) });
  }

  /** A workflow has run, some time ago: nobody is told. */
  async recordRun(options: RunOptions): Promise<WorkflowRun> {
    const headSha = options.headSha ?? (await this.sha(this.repository.defaultBranch));
    const actor = options.actor ?? this.#account().login;
    return enterRun(this.#state, this.repository, { ...options, headSha, actor });
  }

  /** A workflow runs, and the App is told once it is done. */
  async runWorkflow(options: RunOptions): Promise<WorkflowRun> {
    const run = await this.recordRun(options);
    if (run.status === 'completed') await announceRun(this.#state, this.repository, run);
    return run;
  }

  /** A person runs a workflow again. */
  async rerun(run: WorkflowRun, options: Pick<NewRun, 'jobs' | 'conclusion'>): Promise<void> {
    addAttempt(this.#state, run, options);
    if (run.status === 'completed') await announceRun(this.#state, this.repository, run);
  }

  /** Registers a self-hosted runner, or changes it. */
  setRunner(name: string, runner: Partial<Omit<Runner, 'id' | 'name'>>): void {
    const { runners } = this.repository;
    const known = runners.get(name) ?? { id: this.#state.nextId(), name, labels: [] };
    runners.set(name, { status: 'online', busy: false, ...known, ...runner });
  }

  #account(login?: string): Account {
    const { owner, roles } = this.repository;
    if (login !== undefined) return this.#state.account(login);
    if (owner.type !== 'Organization') return owner;
    const admin = [...roles].find(([, role]) => role === 'admin')?.[0];
    return this.#state.account(admin ?? 'maintainer');
  }
}
