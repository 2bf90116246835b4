import { may } from '../auth/caller.ts';
import type { Commit, Signature } from '../git/parse-commit.ts';
import type { TreeEntry } from '../git/tree-entries.ts';
import { nodeId, webUrl } from '../store/addresses.ts';
import type { Repository } from '../store/repository.ts';
import { checkSuites } from './check-nodes.ts';
import { connection } from './connection.ts';
import { forbidden, githubError } from './errors.ts';
import type { Arguments, Graph, Node } from './graph.ts';

type EntryNode = (graph: Graph, repository: Repository, entry: TreeEntry, path: string) => Node;

/** A commit. */
export function commitNode(graph: Graph, repository: Repository, commit: Commit, entryNode: EntryNode): Node {
  const parents = { items: commit.parents, node: (oid: string) => graph.object(repository, oid) };
  return {
    __typename: 'Commit',
    id: nodeId('C', `${repository.id}:${commit.oid}`),
    oid: commit.oid,
    abbreviatedOid: commit.oid.slice(0, 7),
    message: commit.message,
    messageHeadline: commit.message.split('\n')[0],
    committedDate: commit.committer.date,
    authoredDate: commit.author.date,
    author: actorOf(commit.author),
    committer: actorOf(commit.committer),
    url: webUrl(graph.state.origin, repository, `/commit/${commit.oid}`),
    tree: () => graph.object(repository, commit.tree),
    file: (args: Arguments) => fileAt(graph, repository, { commit, path: String(args.path), entryNode }),
    parents: connection('parents', parents),
    checkSuites: (args: Arguments) => checkSuites(graph, repository, commit.oid, args),
    history: (args: Arguments) => history(graph, repository, commit, args),
    repository: () => graph.repository(repository),
  };
}

/** The commits from here back, newest first; of a path those that changed it, simplified as git does. */
async function history(graph: Graph, repository: Repository, commit: Commit, args: Arguments): Promise<Node> {
  const path = typeof args.path === 'string' ? ['--', `:(literal)${args.path}`] : [];
  const listed = await repository.git.run('log', '--format=%H', commit.oid, ...path);
  const items = listed.split('\n').filter(Boolean);
  return connection('history', { items, node: (oid: string) => graph.object(repository, oid) })(args);
}

function actorOf({ name, email, date }: Signature): Node {
  return { __typename: 'GitActor', name, email, date, user: null };
}

/** The entry at a path; where there is none, GitHub answers null with an error beside it. */
async function fileAt(
  graph: Graph,
  repository: Repository,
  at: { readonly commit: Commit; readonly path: string; readonly entryNode: EntryNode },
): Promise<Node> {
  const mayRead = may(graph.caller, repository, { permission: 'contents', level: 'read' });
  if (repository.visibility !== 'public' && !mayRead) throw forbidden();
  const path = at.path.replace(/^\/+|\/+$/g, '');
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, Math.max(0, slash));
  const entries = await repository.git.tree(folder === '' ? at.commit.tree : `${at.commit.oid}:${folder}`);
  const entry = entries?.find((one) => one.name === path.slice(slash + 1));
  if (!entry) throw githubError('NOT_FOUND', `Could not resolve file for path '${at.path}'.`);
  return at.entryNode(graph, repository, entry, path);
}
