import type { ProbotOctokit } from 'probot';

/** One error beside the data of a GraphQL answer. */
export interface GraphqlError {
  readonly type?: string;
  readonly path?: readonly (string | number)[];
  readonly message: string;
}

/** A GraphQL answer: what could not be had is null, with an error beside it. */
export interface GraphqlAnswer<Data> {
  readonly data: Data;
  readonly errors: readonly GraphqlError[];
}

/** GitHub as one installation of the App sees it. Every method throws a GitHubError. */
export interface GitHubClient {
  /** How long what is read may lag behind what was written, in milliseconds: GitHub reads from replicas. */
  readonly lagMilliseconds: number;
  query<Data>(text: string, variables: Readonly<Record<string, unknown>>): Promise<GraphqlAnswer<Data>>;
  /** Octokit's typed REST requests: `rest('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', …)`. */
  readonly rest: ProbotOctokit['request'];
}
