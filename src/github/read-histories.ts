import type { RepositoryName } from '../core/action.ts';
import type { CommitFacts } from '../core/progress/evidence/facts.ts';
import type { GitHubClient } from './client.ts';
import { pathValues, pathVariables } from './commit-files.ts';
import { needed } from './needed.ts';

/** So many commits of a file are looked at: what is older than they are is not dated. */
export const commitsOfFile = 8;

interface HistoryAnswer {
  readonly nodes:
    | readonly ({ readonly oid: string; readonly committedDate: string; readonly url: string } | null)[]
    | null;
}

interface Answer {
  readonly repository: {
    readonly object: { readonly [alias: `history${number}`]: HistoryAnswer } | null;
  } | null;
}

/** The query that `readHistories` sends. */
export function historiesQuery(paths: readonly string[]): string {
  const histories = paths.map(
    (_, index) =>
      `history${index}: history(first: ${commitsOfFile}, path: $path${index}) { nodes { oid committedDate url } }`,
  );
  return `query ReadHistories($owner: String!, $name: String!, $oid: GitObjectID!${pathVariables(paths)}) {
  repository(owner: $owner, name: $name) {
    object(oid: $oid) { ... on Commit {
      ${histories.join('\n      ')}
    } }
  }
}`;
}

/** For each path the commits up to one that changed it, newest first, in one request. */
export async function readHistories(
  client: GitHubClient,
  repository: RepositoryName,
  { oid, paths }: { readonly oid: string; readonly paths: readonly string[] },
): Promise<ReadonlyMap<string, readonly CommitFacts[]>> {
  const answer = await client.query<Answer>(historiesQuery(paths), {
    ...repository,
    oid,
    ...pathValues(paths),
  });
  const read = needed(answer.data.repository, `${repository.owner}/${repository.name}`, answer);
  return new Map(
    paths.map((path, index) => {
      const nodes = read.object?.[`history${index}`]?.nodes ?? [];
      return [path, nodes.flatMap((node) => (node === null ? [] : [toFacts(node)]))];
    }),
  );
}

function toFacts({
  oid: sha,
  committedDate: date,
  url,
}: {
  oid: string;
  committedDate: string;
  url: string;
}) {
  return { sha, date, url };
}
