import type { RepositoryName } from '../core/action.ts';
import type { GitHubClient } from './client.ts';
import {
  type CommitAnswer,
  type CommitFiles,
  filesFragment,
  pathValues,
  pathVariables,
  rawTreeOf,
} from './commit-files.ts';
import { completeTrees } from './complete-trees.ts';
import { needed } from './needed.ts';
import {
  type OrganisationAnswer,
  organisationPolicyOf,
  organisationQuery,
  visibilityOf,
} from './organisation-policy.ts';

/** Several commits of a repository. */
export interface CommitsRead {
  readonly visibility: 'public' | 'private';
  /** In the order asked for; undefined where the repository has no such commit. */
  readonly commits: readonly (CommitFiles | undefined)[];
  readonly organisationPolicy: string | undefined;
}

interface Answer extends OrganisationAnswer {
  readonly repository:
    | ({ readonly visibility: 'PUBLIC' | 'PRIVATE' | 'INTERNAL' } & {
        readonly [alias: `commit${number}`]: CommitAnswer | Record<string, never> | null;
      })
    | null;
}

/** The query that `readCommits` sends. */
export function commitsQuery(count: number, paths: readonly string[]): string {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const declared = indexes.map((index) => `, $oid${index}: GitObjectID!`).join('');
  const commits = indexes.map((index) => `commit${index}: object(oid: $oid${index}) { ...Files }`);
  return `query ReadCommits($owner: String!, $name: String!${declared}${pathVariables(paths)}) {
  repository(owner: $owner, name: $name) {
    visibility
    ${commits.join('\n    ')}
  }
  ${organisationQuery}
}
${filesFragment(paths)}`;
}

/** Reads the workflows, the policy and the given further paths of commits, in one request. */
export async function readCommits(
  client: GitHubClient,
  repository: RepositoryName,
  { oids, paths }: { readonly oids: readonly string[]; readonly paths: readonly string[] },
): Promise<CommitsRead> {
  const answer = await client.query<Answer>(commitsQuery(oids.length, paths), {
    ...repository,
    ...Object.fromEntries(oids.map((oid, index) => [`oid${index}`, oid])),
    ...pathValues(paths),
  });
  const read = needed(answer.data.repository, `${repository.owner}/${repository.name}`, answer);
  const commits = oids.map((_, index) => {
    const commit = read[`commit${index}`];
    // An object that is no commit (a tag, a blob) comes as an empty object.
    return commit && 'oid' in commit ? (commit as CommitAnswer) : undefined;
  });
  const found = commits.filter((commit) => commit !== undefined);
  const trees = await completeTrees(
    client,
    repository,
    found.map((commit) => rawTreeOf(commit, paths)),
  );
  const files = new Map(found.map(({ oid }, index) => [oid, trees[index] ?? new Map()]));
  return {
    visibility: visibilityOf(read.visibility),
    commits: commits.map((commit) => commit && { oid: commit.oid, tree: files.get(commit.oid) ?? new Map() }),
    organisationPolicy: organisationPolicyOf(answer),
  };
}
