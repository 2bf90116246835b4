import { apiUrl } from '../store/addresses.ts';
import type { Json } from '../store/json.ts';
import type { Repository } from '../store/repository.ts';

/** A tree as REST lists it; undefined where there is none of that name. */
export async function treeView(
  origin: string,
  repository: Repository,
  wanted: {
    readonly name: string;
    readonly depth: 'flat' | 'recursive';
    /** The listing is cut here. */
    readonly mostEntries: number;
  },
): Promise<Json | undefined> {
  const { git } = repository;
  const oid = await git.resolve(`${wanted.name}^{tree}`);
  if (!oid) return undefined;
  const flags = wanted.depth === 'recursive' ? ['-r', '-t'] : [];
  const lines = (await git.run('ls-tree', '-z', '-l', ...flags, oid)).split('\0').filter(Boolean);
  const entries = lines.slice(0, wanted.mostEntries).map((line) => entryView(origin, repository, line));
  return {
    sha: oid,
    url: apiUrl(origin, repository, `/git/trees/${oid}`),
    tree: entries,
    truncated: lines.length > wanted.mostEntries,
  };
}

function entryView(origin: string, repository: Repository, line: string): Json {
  const [, mode = '', type = '', sha = '', size = '', path = ''] =
    /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t([\s\S]*)$/.exec(line) ?? [];
  const url = { url: apiUrl(origin, repository, `/git/${type}s/${sha}`) };
  return {
    path,
    mode,
    type,
    sha,
    ...(type === 'blob' ? { size: Number(size) } : {}),
    // A submodule's commit is another repository's.
    ...(type === 'commit' ? {} : url),
  };
}
