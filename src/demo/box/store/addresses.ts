import { fullName, type Repository } from './repository.ts';

/** Where GitHub Enterprise Server puts its API, below the origin. */
export const apiPrefix = '/api/v3';

/** The address of something in a repository's REST API. */
export function apiUrl(origin: string, repository: Repository, rest = ''): string {
  return `${origin}${apiPrefix}/repos/${fullName(repository)}${rest}`;
}

/** The address of something in a repository for people. */
export function webUrl(origin: string, repository: Repository, rest = ''): string {
  return `${origin}/${fullName(repository)}${rest}`;
}

/** An opaque id as GraphQL has it: a short word for the kind, then the number, unreadable. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(`${kind}:${id}`).toString('base64url')}`;
}
