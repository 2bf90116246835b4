import { isoSeconds } from '../git/parse-commit.ts';
import { apiUrl, nodeId, webUrl } from '../store/addresses.ts';
import type { Json } from '../store/json.ts';
import { fullName, type Repository } from '../store/repository.ts';
import { accountView } from './account-view.ts';

/** A repository as webhooks and other answers carry it. */
export function repositoryView(origin: string, repository: Repository): Json {
  return { ...identity(origin, repository), ...links(origin, repository), ...figures(repository) };
}

/** A repository as it answers for itself (`full-repository`). */
export function fullRepositoryView(origin: string, repository: Repository): Json {
  const { parent } = repository;
  const family = parent
    ? { parent: repositoryView(origin, parent), source: repositoryView(origin, parent) }
    : {};
  return { ...repositoryView(origin, repository), ...family, network_count: 0, subscribers_count: 0 };
}

function identity(origin: string, repository: Repository): Json {
  return {
    id: repository.id,
    node_id: repositoryNodeId(repository),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.visibility !== 'public',
    owner: accountView(origin, repository.owner),
    html_url: webUrl(origin, repository),
    description: repository.description,
    fork: repository.parent !== undefined,
    url: apiUrl(origin, repository),
    visibility: repository.visibility,
    default_branch: repository.defaultBranch,
    created_at: isoSeconds(repository.createdAt),
    updated_at: isoSeconds(repository.pushedAt),
    pushed_at: isoSeconds(repository.pushedAt),
  };
}

/** GitHub's templates of a repository's addresses, by the field's name. */
const templates: Record<string, string> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

function links(origin: string, repository: Repository): Json {
  const api = Object.entries(templates).map(([name, rest]) => [name, apiUrl(origin, repository, rest)]);
  const host = new URL(origin).host;
  return {
    ...Object.fromEntries(api),
    git_url: `git://${host}/${fullName(repository)}.git`,
    ssh_url: `git@${host}:${fullName(repository)}.git`,
    clone_url: webUrl(origin, repository, '.git'),
    svn_url: webUrl(origin, repository),
    mirror_url: null,
    homepage: null,
  };
}

function figures(repository: Repository): Json {
  const open = [...repository.issues.values()].filter((issue) => issue.state === 'open').length;
  return {
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    language: null,
    has_issues: true,
    has_projects: false,
    has_downloads: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    forks: 0,
    archived: false,
    disabled: false,
    open_issues_count: open,
    open_issues: open,
    license: null,
    is_template: false,
    web_commit_signoff_required: false,
    allow_forking: true,
    topics: [],
  };
}

export function repositoryNodeId(repository: Repository): string {
  return nodeId('R', repository.id);
}
