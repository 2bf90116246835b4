import type { GraphqlAnswer, GraphqlError } from './client.ts';
import { Forbidden, type GitHubError, GitHubUnavailable, NotFound } from './errors.ts';

/**
 * A part of a GraphQL answer without which the job can't go on. Throws by the errors beside the data where it is
 * missing, and also where it is there but something in it could not be read: files that were withheld would otherwise
 * pass for files that don't exist. `alias` is the field at the top of the query under which the part stands.
 */
export function needed<Part>(
  part: Part | null | undefined,
  what: string,
  { errors }: GraphqlAnswer<unknown>,
  alias = 'repository',
): Part {
  const own = errors.filter(({ path }) => path === undefined || path[0] === alias);
  const grave = own.find(({ type }) => type === 'FORBIDDEN') ?? own.find(({ type }) => type !== 'NOT_FOUND');
  if (grave !== undefined) throw toError(grave, what);
  if (part !== null && part !== undefined) return part;
  throw new NotFound(`${what}: ${own[0]?.message ?? 'there is none'}`, 200);
}

function toError({ type, message, path = [] }: GraphqlError, what: string): GitHubError {
  const text = `${what}: ${message}`;
  if (type !== 'FORBIDDEN') return new GitHubUnavailable(text, 200);
  const permission = permissions.find(([field]) => path.some((part) => field.test(String(part))))?.[1];
  return new Forbidden(text, 200, { permission });
}

/** The permission without which a field is withheld: GraphQL names the field only. */
const permissions: readonly (readonly [field: RegExp, permission: string])[] = [
  [/^checkSuites$/, 'checks: read'],
  [/^(?:object|commit\d*|defaultBranchRef|baseRef|file\d*|workflows|policy)$/, 'contents: read'],
  [/^pullRequest$/, 'pull requests: read'],
  [/^issue\d*$/, 'issues: read'],
];
