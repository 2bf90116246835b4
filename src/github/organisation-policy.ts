import { policyPath } from './commit-files.ts';

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

/** The text of the organisation's policy, where there is one. */
export function organisationPolicyOf({ organisation }: OrganisationAnswer): string | undefined {
  return organisation?.policy?.text ?? undefined;
}

/** A repository's visibility as the audit tells it: internal repositories are open to an organisation's members only. */
export function visibilityOf(visibility: 'PUBLIC' | 'PRIVATE' | 'INTERNAL'): 'public' | 'private' {
  return visibility === 'PUBLIC' ? 'public' : 'private';
}
