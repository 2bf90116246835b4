/** A request that the box was asked, for counting. */
export interface RequestRecord {
  readonly at: Date;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** As GitHub's description names it: `POST /repos/{owner}/{repo}/check-runs`, `POST /graphql`. */
  readonly endpoint: string | undefined;
  readonly caller: 'app' | 'installation' | 'anonymous';
  readonly status: number;
}
