import type { GraphqlAnswer } from './client.ts';
import { policyPath } from './commit-files.ts';
import { GitHubUnavailable } from './errors.ts';

/** The part of a query that reads the policy of the owner's `.github` repository; null where there is none to see. */
export const organisationQuery = `organisation: repository(owner: $owner, name: ".github") {
    policy: object(expression: "HEAD:${policyPath}") { ... on Blob { text isTruncated } }
  }`;

/** What that part of the query answers. */
export interface OrganisationAnswer {
  readonly organisation?: {
    readonly policy: { readonly text?: string | null; readonly isTruncated?: boolean } | null;
  } | null;
}

/**
 * The text of the organisation's policy, where there is one that may be read. Throws GitHubUnavailable where GitHub failed
 * to tell: to go on without it would be another verdict.
 */
export function organisationPolicyOf({
  data: { organisation },
  errors,
}: GraphqlAnswer<OrganisationAnswer>): string | undefined {
  // What is passing has no type; an App that is not installed there is told that nothing is, or that it may not.
  const failed = errors.find(({ path, type }) => path?.[0] === 'organisation' && type === undefined);
  if (failed !== undefined) {
    throw new GitHubUnavailable(`the organisation's policy can't be read: ${failed.message}`, 200);
  }
  return organisation?.policy?.text ?? undefined;
}

/** A repository's visibility as the audit tells it: internal repositories are open to an organisation's members only. */
export function visibilityOf(visibility: 'PUBLIC' | 'PRIVATE' | 'INTERNAL'): 'public' | 'private' {
  return visibility === 'PUBLIC' ? 'public' : 'private';
}
