import type { RepositoryName } from '../core/action.ts';
import type { GitHubClient } from './client.ts';
import { NotFound } from './errors.ts';

/** What a person may do in a repository; `maintain` shows as `write` and `triage` as `read`. */
export type Permission = 'admin' | 'write' | 'read' | 'none';

/** Asks GitHub for a person's permission: `author_association` in a payload is no answer to that. */
export async function readPermission(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  login: string,
): Promise<Permission> {
  try {
    const { data } = await client.rest('GET /repos/{owner}/{repo}/collaborators/{username}/permission', {
      owner,
      repo: name,
      username: login,
    });
    return isPermission(data.permission) ? data.permission : 'none';
  } catch (error) {
    if (error instanceof NotFound) return 'none';
    throw error;
  }
}

function isPermission(text: string): text is Permission {
  return text === 'admin' || text === 'write' || text === 'read' || text === 'none';
}
