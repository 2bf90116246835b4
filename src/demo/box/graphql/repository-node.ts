import { may, type Need } from '../auth/caller.ts';
import { pullAsOf } from '../facts/pull-as-of.ts';
import { isoSeconds } from '../git/parse-commit.ts';
import { nodeId, webUrl } from '../store/addresses.ts';
import { fullName, type Repository } from '../store/repository.ts';
import { connection } from './connection.ts';
import { forbidden, githubError } from './errors.ts';
import type { Arguments, Graph, Node } from './graph.ts';

/** A repository; what the caller has no permission for is null with an error beside it. */
export function repositoryNode(graph: Graph, repository: Repository): Node {
  const reading = (permission: string) => allow(graph, repository, [{ permission, level: 'read' }]);
  return {
    ...facts(graph, repository),
    owner: () => graph.actor(repository.owner),
    parent: () => (repository.parent ? graph.repository(repository.parent) : null),
    defaultBranchRef: () => {
      reading('contents');
      return graph.ref(repository, `refs/heads/${repository.defaultBranch}`);
    },
    ref: ({ qualifiedName }: Arguments) => {
      reading('contents');
      return refNamed(graph, repository, String(qualifiedName));
    },
    object: ({ expression, oid }: Arguments) => {
      reading('contents');
      return graph.object(repository, String(oid ?? expression));
    },
    pullRequest: ({ number }: Arguments) => {
      reading('pull_requests');
      const pull = pullAsOf(repository.pulls.get(Number(number)), graph.asOf);
      if (!pull) throw unresolved('PullRequest', number);
      return graph.pull(repository, pull);
    },
    pullRequests: (args: Arguments) => {
      reading('pull_requests');
      return pulls(graph, repository, args);
    },
    issue: ({ number }: Arguments) => {
      reading('issues');
      const issue = repository.issues.get(Number(number));
      if (!issue || repository.pulls.has(issue.number)) throw unresolved('Issue', number);
      return graph.issue(repository, issue);
    },
    issueOrPullRequest: ({ number }: Arguments) => issueOrPull(graph, repository, Number(number)),
  };
}

function facts({ state }: Graph, repository: Repository) {
  return {
    __typename: 'Repository',
    id: nodeId('R', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(repository),
    description: repository.description,
    url: webUrl(state.origin, repository),
    visibility: repository.visibility.toUpperCase(),
    isPrivate: repository.visibility !== 'public',
    isInOrganization: repository.owner.type === 'Organization',
    isFork: repository.parent !== undefined,
    isArchived: false,
    createdAt: isoSeconds(repository.createdAt),
    pushedAt: isoSeconds(repository.pushedAt),
    isEmpty: async () =>
      (await repository.git.resolve(`refs/heads/${repository.defaultBranch}`)) === undefined,
  };
}

/** Throws GitHub's refusal unless the caller has one of the permissions, or the repository is open to all. */
function allow(graph: Graph, repository: Repository, needs: readonly Need[]): void {
  if (repository.visibility === 'public') return;
  if (!needs.some((need) => may(graph.caller, repository, need))) throw forbidden();
}

async function refNamed(graph: Graph, repository: Repository, name: string): Promise<Node | null> {
  if (name.startsWith('refs/')) return graph.ref(repository, name);
  return (await graph.ref(repository, `refs/heads/${name}`)) ?? graph.ref(repository, `refs/tags/${name}`);
}

function pulls(graph: Graph, repository: Repository, args: Arguments): Node {
  const states = args.states as readonly string[] | null | undefined;
  const items = [...repository.pulls.values()]
    .filter((pull) => !states || states.includes(pull.merged ? 'MERGED' : pull.issue.state.toUpperCase()))
    .filter((pull) => !args.headRefName || pull.head.branch === args.headRefName)
    .filter((pull) => !args.baseRefName || pull.base.branch === args.baseRefName);
  return connection('pullRequests', { items, node: (pull) => graph.pull(repository, pull) })(args);
}

function issueOrPull(graph: Graph, repository: Repository, number: number): Node {
  const pull = repository.pulls.get(number);
  allow(graph, repository, [{ permission: pull ? 'pull_requests' : 'issues', level: 'read' }]);
  const issue = repository.issues.get(number);
  if (!issue)
    throw githubError(
      'NOT_FOUND',
      `Could not resolve to an issue or pull request with the number of ${number}.`,
    );
  return pull ? graph.pull(repository, pull) : graph.issue(repository, issue);
}

function unresolved(kind: string, number: unknown) {
  return githubError(
    'NOT_FOUND',
    `Could not resolve to ${kind === 'Issue' ? 'an' : 'a'} ${kind} with the number of ${number}.`,
  );
}
