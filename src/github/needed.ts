import type { GraphqlAnswer } from './client.ts';
import { Forbidden, GitHubUnavailable, NotFound } from './errors.ts';

/**
 * A part of a GraphQL answer without which the job can't go on; where it is missing, throws by the errors beside the
 * data. `alias` is the name of the field at the top of the query under which the part stands.
 */
export function needed<Part>(
  part: Part | null | undefined,
  what: string,
  { errors }: GraphqlAnswer<unknown>,
  alias = 'repository',
): Part {
  if (part !== null && part !== undefined) return part;
  const error = errors.find(({ path }) => path?.[0] === alias) ?? errors.find(({ path }) => !path);
  const message = `${what}: ${error?.message ?? 'there is none'}`;
  if (error?.type === 'FORBIDDEN') throw new Forbidden(message, 200);
  if (error === undefined || error.type === 'NOT_FOUND') throw new NotFound(message, 200);
  throw new GitHubUnavailable(message, 200);
}
