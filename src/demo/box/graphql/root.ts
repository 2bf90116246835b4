import { sees } from '../auth/caller.ts';
import { isoSeconds } from '../git/parse-commit.ts';
import { findRepository } from '../store/box-state.ts';
import { githubError } from './errors.ts';
import type { Arguments, Graph, Node } from './graph.ts';
import type { QueryCost } from './query-cost.ts';

/** The fields of `Query`. */
export function rootNode(graph: Graph, cost: QueryCost): Node {
  const { state } = graph;
  return {
    __typename: 'Query',
    repository: ({ owner, name }: Arguments) => {
      const repository = findRepository(state, String(owner), String(name));
      if (!repository || !sees(graph.caller, repository)) {
        throw githubError('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      }
      return graph.repository(repository);
    },
    repositoryOwner: ({ login }: Arguments) => account(graph, String(login)),
    user: ({ login }: Arguments) => account(graph, String(login), 'User'),
    organization: ({ login }: Arguments) => account(graph, String(login), 'Organization'),
    viewer: () => graph.actor(state.app.bot),
    rateLimit: () => rateLimit(graph, cost),
  };
}

function account(graph: Graph, login: string, type?: 'User' | 'Organization'): Node {
  const found = graph.state.accounts.get(login.toLowerCase());
  if (!found || (type && found.type !== type)) {
    throw githubError(
      'NOT_FOUND',
      `Could not resolve to a ${type ?? 'RepositoryOwner'} with the login of '${login}'.`,
    );
  }
  return graph.actor(found);
}

function rateLimit({ state, caller }: Graph, cost: QueryCost): Node {
  const left = state.limits.left('graphql', caller);
  return {
    __typename: 'RateLimit',
    cost: cost.points,
    nodeCount: cost.nodes,
    limit: left.limit,
    remaining: left.remaining,
    used: left.used,
    resetAt: isoSeconds(new Date(left.reset * 1000)),
  };
}
