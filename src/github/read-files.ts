import type { RepositoryName } from '../core/action.ts';
import type { Tree } from '../core/audit/tree.ts';
import type { GitHubClient } from './client.ts';
import {
  type CommitAnswer,
  onlyFilesFragment,
  pathValues,
  pathVariables,
  rawTreeOf,
} from './commit-files.ts';
import { completeTrees } from './complete-trees.ts';
import { needed } from './needed.ts';

interface Answer {
  readonly repository: { readonly [alias: `commit${number}`]: CommitAnswer | null } | null;
}

/** The query that `readFiles` sends. */
export function filesQuery(count: number, paths: readonly string[]): string {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const declared = indexes.map((index) => `, $oid${index}: GitObjectID!`).join('');
  const commits = indexes.map((index) => `commit${index}: object(oid: $oid${index}) { ...Files }`);
  return `query ReadFiles($owner: String!, $name: String!${declared}${pathVariables(paths)}) {
  repository(owner: $owner, name: $name) {
    ${commits.join('\n    ')}
  }
}
${onlyFilesFragment(paths)}`;
}

/** Reads the given files at several commits, in one request; a tree for each commit, with those that are there. */
export async function readFiles(
  client: GitHubClient,
  repository: RepositoryName,
  { oids, paths }: { readonly oids: readonly string[]; readonly paths: readonly string[] },
): Promise<Tree[]> {
  const answer = await client.query<Answer>(filesQuery(oids.length, paths), {
    ...repository,
    ...Object.fromEntries(oids.map((oid, index) => [`oid${index}`, oid])),
    ...pathValues(paths),
  });
  const read = needed(answer.data.repository, `${repository.owner}/${repository.name}`, answer);
  const raw = oids.map((_, index) => {
    const commit = read[`commit${index}`];
    return commit ? rawTreeOf(commit, paths) : new Map();
  });
  return completeTrees(client, repository, raw);
}
