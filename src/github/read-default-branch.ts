import type { RepositoryName } from '../core/action.ts';
import type { IssueFacts } from '../core/progress/evidence/facts.ts';
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
import { type IssuesAnswer, issuesOf, issuesPart, issueValues, issueVariables } from './issue-texts.ts';
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
  /** Those that were asked for and may be read; undefined as a value where there is no such issue. */
  readonly issues: ReadonlyMap<number, IssueFacts | undefined>;
}

interface Answer extends OrganisationAnswer, IssuesAnswer {
  readonly repository: {
    readonly visibility: 'PUBLIC' | 'PRIVATE' | 'INTERNAL';
    readonly defaultBranchRef: { readonly name: string; readonly target: CommitAnswer } | null;
  } | null;
}

/** The query that `readDefaultBranch` sends. */
export function defaultBranchQuery(paths: readonly string[], issues: readonly number[] = []): string {
  const variables = `${pathVariables(paths)}${issueVariables(issues)}`;
  return `query ReadDefaultBranch($owner: String!, $name: String!${variables}) {
  repository(owner: $owner, name: $name) {
    visibility
    defaultBranchRef { name target { ...Files } }
  }
  ${organisationQuery}
  ${issuesPart(issues)}
}
${filesFragment(paths)}`;
}

/** Reads the tip of the default branch, and issues, in one request; throws NotFound for an empty repository. */
export async function readDefaultBranch(
  client: GitHubClient,
  repository: RepositoryName,
  paths: readonly string[],
  issues: readonly number[] = [],
): Promise<DefaultBranchRead> {
  const variables = { ...repository, ...pathValues(paths), ...issueValues(issues) };
  const answer = await client.query<Answer>(defaultBranchQuery(paths, issues), variables);
  const name = `${repository.owner}/${repository.name}`;
  const read = needed(answer.data.repository, name, answer);
  const branch = needed(read.defaultBranchRef, `the default branch of ${name}`, answer);
  const [tree = new Map()] = await completeTrees(client, repository, [rawTreeOf(branch.target, paths)]);
  return {
    name: branch.name,
    visibility: visibilityOf(read.visibility),
    tip: { oid: branch.target.oid, tree },
    organisationPolicy: organisationPolicyOf(answer),
    issues: issuesOf(answer, issues),
  };
}
