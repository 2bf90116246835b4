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
import { checkName } from './find-check-runs.ts';
import { type IssuesAnswer, issuesOf, issuesPart, issueValues, issueVariables } from './issue-texts.ts';
import { needed } from './needed.ts';
import {
  type OrganisationAnswer,
  organisationPolicyOf,
  organisationQuery,
  visibilityOf,
} from './organisation-policy.ts';

/** A pull request as one answer of GitHub tells it. */
export interface PullRequestState {
  readonly number: number;
  readonly open: boolean;
  readonly visibility: 'public' | 'private';
  readonly fork: boolean;
  readonly author: string | undefined;
  readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN';
  readonly headSha: string;
  readonly baseSha: string;
  /** When anything about the pull request last changed: an answer older than an event has not heard of it yet. */
  readonly updatedAt: Date;
  readonly headCommit: CommitFiles | undefined;
  /** What the App's completed check runs on the head answer, by their external ids. */
  readonly answered: ReadonlySet<string>;
  /** Undefined where the base branch is deleted. */
  readonly baseTip: CommitFiles | undefined;
  readonly merge: { readonly files: CommitFiles; readonly parents: readonly string[] } | undefined;
  readonly organisationPolicy: string | undefined;
  /** Those that were asked for and may be read; undefined as a value where there is no such issue. */
  readonly issues: ReadonlyMap<number, IssueFacts | undefined>;
}

interface PullRequestAnswer {
  readonly number: number;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly isCrossRepository: boolean;
  readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN';
  readonly author: { readonly login: string } | null;
  readonly updatedAt: string;
  readonly headRefOid: string;
  readonly baseRefOid: string;
  readonly baseRef: { readonly target: CommitAnswer | null } | null;
  readonly commits: {
    readonly nodes: readonly ({ readonly commit: CommitAnswer & ChecksAnswer } | null)[] | null;
  };
  readonly potentialMergeCommit:
    | (CommitAnswer & {
        readonly parents: { readonly nodes: readonly ({ readonly oid: string } | null)[] | null };
      })
    | null;
}

interface ChecksAnswer {
  readonly checkSuites?: Nodes<{
    readonly checkRuns: Nodes<{ readonly externalId: string | null; readonly status: string }> | null;
  }> | null;
}

interface Nodes<Node> {
  readonly nodes: readonly (Node | null)[] | null;
}

interface Answer extends OrganisationAnswer, IssuesAnswer {
  readonly repository: {
    readonly visibility: 'PUBLIC' | 'PRIVATE' | 'INTERNAL';
    readonly pullRequest: PullRequestAnswer | null;
  } | null;
}

/** Read along, the App's own check runs cost nothing; to look for them apart would be a request for each head. */
const checksPart = `checkSuites(first: 5, filterBy: { appId: $app, checkName: "${checkName}" }) {
        nodes { checkRuns(first: 50, filterBy: { appId: $app, checkName: "${checkName}", checkType: ALL }) { nodes { externalId status } } }
      }`;

/**
 * The query that `askPullRequest` sends. The head is read through the pull request's commits, which also works where it
 * is in a fork.
 */
export function pullRequestQuery(paths: readonly string[], issues: readonly number[] = []): string {
  const variables = `${pathVariables(paths)}${issueVariables(issues)}`;
  return `query ReadPullRequest($owner: String!, $name: String!, $number: Int!, $app: Int!${variables}) {
  repository(owner: $owner, name: $name) {
    visibility
    pullRequest(number: $number) {
      number state isCrossRepository mergeable
      author { login }
      updatedAt headRefOid baseRefOid
      baseRef { target { ...Files } }
      commits(last: 1) { nodes { commit { ...Files ${checksPart} } } }
      potentialMergeCommit { ...Files parents(first: 2) { nodes { oid } } }
    }
  }
  ${organisationQuery}
  ${issuesPart(issues)}
}
${filesFragment(paths)}`;
}

/** Asks once; throws NotFound. */
export async function askPullRequest(
  client: GitHubClient,
  {
    repository,
    number,
    appId,
    paths,
    issues = [],
  }: {
    readonly repository: RepositoryName;
    readonly number: number;
    readonly appId: number;
    readonly paths: readonly string[];
    readonly issues?: readonly number[];
  },
): Promise<PullRequestState> {
  const variables = { ...repository, number, app: appId, ...pathValues(paths), ...issueValues(issues) };
  const answer = await client.query<Answer>(pullRequestQuery(paths, issues), variables);
  const name = `${repository.owner}/${repository.name}`;
  const { visibility, pullRequest } = needed(answer.data.repository, name, answer);
  const read = needed(pullRequest, `pull request ${number} of ${name}`, answer);
  const merge = read.potentialMergeCommit ?? undefined;
  const commits = [read.commits.nodes?.[0]?.commit, read.baseRef?.target ?? undefined, merge];
  const [headCommit, baseTip, merged] = await filesOf(client, repository, { commits, paths });
  const parents = (merge?.parents.nodes ?? []).flatMap((parent) => (parent === null ? [] : [parent.oid]));
  return {
    number: read.number,
    open: read.state === 'OPEN',
    visibility: visibilityOf(visibility),
    fork: read.isCrossRepository,
    author: read.author?.login,
    mergeable: read.mergeable,
    updatedAt: new Date(read.updatedAt),
    headSha: read.headRefOid,
    baseSha: read.baseRefOid,
    headCommit,
    answered: answeredOn(read.commits.nodes?.[0]?.commit),
    baseTip,
    merge: merged && { files: merged, parents },
    organisationPolicy: organisationPolicyOf(answer),
    issues: issuesOf(answer, issues),
  };
}

function answeredOn(commit: ChecksAnswer | undefined): ReadonlySet<string> {
  const suites = commit?.checkSuites?.nodes ?? [];
  const runs = suites.flatMap((suite) => suite?.checkRuns?.nodes ?? []);
  return new Set(runs.flatMap((run) => (run?.status === 'COMPLETED' ? [run.externalId ?? ''] : [])));
}

async function filesOf(
  client: GitHubClient,
  repository: RepositoryName,
  {
    commits,
    paths,
  }: { readonly commits: readonly (CommitAnswer | undefined)[]; readonly paths: readonly string[] },
): Promise<(CommitFiles | undefined)[]> {
  const raw = commits.map((commit) => (commit === undefined ? new Map() : rawTreeOf(commit, paths)));
  const trees = await completeTrees(client, repository, raw);
  return commits.map((commit, index) => commit && { oid: commit.oid, tree: trees[index] ?? new Map() });
}
