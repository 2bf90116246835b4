import { join } from 'node:path';
import { GitRepository } from './git/git-repository.ts';
import { type FileChange, writeCommit } from './git/write-commit.ts';
import type { Account, Role } from './store/account.ts';
import { type BoxState, installationOn } from './store/box-state.ts';
import { fullName, type Repository } from './store/repository.ts';

/** A repository to make. */
export interface RepositoryOptions {
  /** A login. */
  readonly owner: string;
  /** What the owner is, if the box doesn't know it yet; an organisation if not given. */
  readonly ownerType?: 'User' | 'Organization';
  readonly name: string;
  readonly visibility?: Repository['visibility'];
  readonly defaultBranch?: string;
  readonly description?: string;
  /** The first commit; without it the repository is empty. */
  readonly files?: Readonly<Record<string, FileChange>>;
  /** People's roles, by login. */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Whether the App is installed on the owner's account; it is if not given. */
  readonly app?: 'installed' | 'absent';
}

/** Makes a repository with its first commit; nobody is told. A fork starts with all that its parent has. */
export async function createRepository(
  state: BoxState,
  directory: string,
  options: RepositoryOptions & { readonly parent?: Repository },
): Promise<Repository> {
  const owner = ownerOf(state, options);
  const defaultBranch = options.defaultBranch ?? 'main';
  const folder = join(directory, `${options.owner}+${options.name}.git`);
  const git = await GitRepository.create(folder, defaultBranch);
  const repository: Repository = {
    id: state.nextId(),
    owner,
    name: options.name,
    visibility: options.visibility ?? 'private',
    description: options.description ?? '',
    defaultBranch,
    git,
    parent: options.parent,
    roles: new Map(),
    createdAt: state.now(),
    pushedAt: state.now(),
    issues: new Map(),
    pulls: new Map(),
    comments: new Map(),
    suites: new Map(),
    checkRuns: new Map(),
    workflowRuns: new Map(),
    runners: new Map(),
  };
  for (const [login, role] of Object.entries(options.roles ?? {})) {
    repository.roles.set(state.account(login).login.toLowerCase(), role);
  }
  if (options.parent)
    await git.run('fetch', '--quiet', options.parent.git.directory, '+refs/heads/*:refs/heads/*');
  else if (options.files) await firstCommit(state, repository, options.files);
  state.repositories.set(fullName(repository).toLowerCase(), repository);
  if (options.app !== 'absent') install(state, owner);
  return repository;
}

function ownerOf(state: BoxState, { owner, ownerType = 'Organization' }: RepositoryOptions): Account {
  const known = state.accounts.get(owner.toLowerCase());
  if (known) return known;
  const account = { id: state.nextId(), login: owner, type: ownerType, name: owner, createdAt: state.now() };
  state.accounts.set(owner.toLowerCase(), account);
  return account;
}

function firstCommit(
  state: BoxState,
  { git, defaultBranch, owner }: Repository,
  files: Readonly<Record<string, FileChange>>,
): Promise<string> {
  return writeCommit(git.directory, {
    branch: defaultBranch,
    files,
    message: 'First commit',
    parents: [],
    author: { name: owner.name, email: `${owner.login}@example.com` },
    date: state.now(),
  });
}

function install(state: BoxState, account: Account): void {
  if (installationOn(state, account)) return;
  const installation = {
    id: state.nextId(),
    account,
    permissions: state.app.permissions,
    createdAt: state.now(),
    suspendedAt: undefined,
  };
  state.installations.set(installation.id, installation);
}
