import type { RepositoryName } from '../core/action.ts';
import type { Tree, TreeEntry } from '../core/audit/tree.ts';
import type { GitHubClient } from './client.ts';
import type { CutEntry, RawTree } from './commit-files.ts';

/** The largest file that is read at all, in bytes, and how many files GraphQL cuts short are fetched for one job. */
const mostBytes = 5 * 1024 * 1024;
const mostFetched = 20;

/** Fetches what GraphQL cut short (at 512,000 bytes), each content once; what is too large becomes unreadable. */
export async function completeTrees(
  client: GitHubClient,
  repository: RepositoryName,
  trees: readonly RawTree[],
): Promise<Tree[]> {
  const cut = trees.flatMap((tree) => [...tree.values()].filter((entry) => entry.kind === 'cut'));
  const ids = [...new Set(cut.filter(({ bytes }) => bytes <= mostBytes).map(({ id }) => id))];
  const texts = new Map<string, string | undefined>();
  for (const id of ids.slice(0, mostFetched)) texts.set(id, await readBlob(client, repository, id));
  const complete = (entry: TreeEntry | CutEntry): TreeEntry => {
    if (entry.kind !== 'cut') return entry;
    const { path, id, bytes } = entry;
    const text = texts.get(id);
    if (text !== undefined) return { kind: 'text', path, id, text };
    const why = texts.has(id) ? 'it is not UTF-8 text' : `it is too large to be read (${bytes} bytes)`;
    return { kind: 'unreadable', path, id, why };
  };
  return trees.map((tree) => new Map([...tree].map(([path, entry]) => [path, complete(entry)])));
}

async function readBlob(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  id: string,
): Promise<string | undefined> {
  const { data } = await client.rest('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', {
    owner,
    repo: name,
    file_sha: id,
  });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(data.content, 'base64'),
    );
  } catch {
    return undefined;
  }
}
