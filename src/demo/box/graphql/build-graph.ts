import { nodeId } from '../store/addresses.ts';
import type { BoxState } from '../store/box-state.ts';
import type { Caller } from '../store/caller.ts';
import type { Repository } from '../store/repository.ts';
import { actorNode } from './actor-node.ts';
import type { Graph, Node } from './graph.ts';
import { commentNode, issueNode } from './issue-node.ts';
import { objectNode } from './object-node.ts';
import { pullNode } from './pull-node.ts';
import { repositoryNode } from './repository-node.ts';

/** The graph as a caller sees it; `asOf`: on a replica that knows nothing that happened since. */
export function buildGraph(state: BoxState, caller: Caller, asOf: Date | undefined): Graph {
  const graph: Graph = {
    state,
    caller,
    asOf,
    actor: (account) => actorNode(state.origin, account),
    repository: (repository) => repositoryNode(graph, repository),
    ref: (repository, name) => refNode(graph, repository, name),
    object: (repository, name) => objectNode(graph, repository, name),
    issue: (repository, issue) => issueNode(graph, repository, issue),
    pull: (repository, pull) => pullNode(graph, repository, pull),
    comment: (repository, comment) => commentNode(graph, repository, comment),
  };
  return graph;
}

async function refNode(graph: Graph, repository: Repository, name: string): Promise<Node | null> {
  const oid = await repository.git.resolve(name);
  if (!oid) return null;
  const prefix = /^refs\/[^/]+\//.exec(name)?.[0] ?? 'refs/';
  return {
    __typename: 'Ref',
    id: nodeId('REF', `${repository.id}:${name}`),
    name: name.slice(prefix.length),
    prefix,
    target: () => graph.object(repository, oid),
    repository: () => graph.repository(repository),
  };
}
