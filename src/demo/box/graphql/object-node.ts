import type { GitContent } from '../git/object-reader.ts';
import { parseCommit } from '../git/parse-commit.ts';
import { entryType, type TreeEntry, treeEntries } from '../git/tree-entries.ts';
import { nodeId } from '../store/addresses.ts';
import type { Repository } from '../store/repository.ts';
import { blobNode } from './blob-node.ts';
import { commitNode } from './commit-node.ts';
import type { Graph, Node } from './graph.ts';

/** A git object by its oid or an expression; null where there is none. */
export async function objectNode(graph: Graph, repository: Repository, name: string): Promise<Node | null> {
  const object = await repository.git.objects.read(name);
  if (!object) return null;
  const path = name.includes(':') ? name.slice(name.indexOf(':') + 1) : '';
  if (object.type === 'blob') return blobNode(graph, repository, object);
  if (object.type === 'tree') return treeNode(graph, repository, { object, path });
  if (object.type === 'commit') return commitNode(graph, repository, parseCommit(object), treeEntryNode);
  return tagNode(graph, repository, object);
}

function treeNode(graph: Graph, repository: Repository, tree: { object: GitContent; path: string }): Node {
  const { object, path } = tree;
  const below = path === '' ? '' : `${path}/`;
  return {
    ...identity(graph, repository, object),
    __typename: 'Tree',
    entries: () =>
      treeEntries(object.content).map((entry) =>
        treeEntryNode(graph, repository, entry, `${below}${entry.name}`),
      ),
  };
}

/** An entry of a tree at its path in the repository. */
function treeEntryNode(graph: Graph, repository: Repository, entry: TreeEntry, path: string): Node {
  const type = entryType(entry.mode);
  return {
    __typename: 'TreeEntry',
    name: entry.name,
    path,
    oid: entry.oid,
    type,
    mode: Number.parseInt(entry.mode, 8),
    extension: /\.[^.]*$/.exec(entry.name)?.[0] ?? '',
    // A submodule's commit is another repository's.
    object: () => (type === 'commit' ? null : objectAt(graph, repository, { ...entry, path })),
    size: async () => (await repository.git.objects.look(entry.oid))?.size ?? 0,
    repository: () => graph.repository(repository),
  };
}

async function objectAt(
  graph: Graph,
  repository: Repository,
  at: { oid: string; path: string },
): Promise<Node | null> {
  const object = await repository.git.objects.read(at.oid);
  if (object?.type === 'tree') return treeNode(graph, repository, { object, path: at.path });
  return object?.type === 'blob' ? blobNode(graph, repository, object) : null;
}

function tagNode(graph: Graph, repository: Repository, object: GitContent): Node {
  const name = /^tag (.*)$/m.exec(object.content.toString())?.[1] ?? '';
  const target = /^object ([0-9a-f]+)$/m.exec(object.content.toString())?.[1] ?? '';
  return {
    ...identity(graph, repository, object),
    __typename: 'Tag',
    name,
    target: () => graph.object(repository, target),
  };
}

function identity(graph: Graph, repository: Repository, object: GitContent) {
  return {
    id: nodeId(object.type, `${repository.id}:${object.oid}`),
    oid: object.oid,
    abbreviatedOid: object.oid.slice(0, 7),
    repository: () => graph.repository(repository),
  };
}
