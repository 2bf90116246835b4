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

/** The default branch of a repository. */
export interface DefaultBranchRead {
  readonly name: string;
  readonly visibility: 'public' | 'private';
  readonly tip: CommitFiles;
  readonly organisationPolicy: string | undefined;
}

interface Answer extends OrganisationAnswer {
  readonly repository: {
    readonly visibility: 'PUBLIC' | 'PRIVATE' | 'INTERNAL';
    readonly defaultBranchRef: { readonly name: string; readonly target: CommitAnswer } | null;
  } | null;
}

/** The query that `readDefaultBranch` sends. */
export function defaultBranchQuery(paths: readonly string[]): string {
  return `query ReadDefaultBranch($owner: String!, $name: String!${pathVariables(paths)}) {
  repository(owner: $owner, name: $name) {
    visibility
    defaultBranchRef { name target { ...Files } }
  }
  ${organisationQuery}
}
${filesFragment(paths)}`;
}

/** Reads the tip of the default branch, in one request; throws NotFound for an empty repository. */
export async function readDefaultBranch(
  client: GitHubClient,
  repository: RepositoryName,
  paths: readonly string[],
): Promise<DefaultBranchRead> {
  const variables = { ...repository, ...pathValues(paths) };
  const answer = await client.query<Answer>(defaultBranchQuery(paths), variables);
  const name = `${repository.owner}/${repository.name}`;
  const read = needed(answer.data.repository, name, answer);
  const branch = needed(read.defaultBranchRef, `the default branch of ${name}`, answer);
  const [tree = new Map()] = await completeTrees(client, repository, [rawTreeOf(branch.target, paths)]);
  return {
    name: branch.name,
    visibility: visibilityOf(read.visibility),
    tip: { oid: branch.target.oid, tree },
    organisationPolicy: organisationPolicyOf(answer.data),
  };
}
