import type { Account, Role } from '../store/account.ts';
import type { Repository } from '../store/repository.ts';

/** What the account may do in the repository: its own is its to administer, a public one everybody's to read. */
export function roleOf(repository: Repository, account: Account): Role {
  if (repository.owner === account) return 'admin';
  return (
    repository.roles.get(account.login.toLowerCase()) ??
    (repository.visibility === 'public' ? 'read' : 'none')
  );
}

/** The old word for a role: maintain shows as write, triage as read. */
export function legacyPermission(role: Role): 'admin' | 'write' | 'read' | 'none' {
  if (role === 'maintain') return 'write';
  return role === 'triage' ? 'read' : role;
}

/** How GitHub describes the author of something in the repository. */
export function authorAssociation(repository: Repository, author: Account): string {
  if (repository.owner === author) return 'OWNER';
  if (!repository.roles.has(author.login.toLowerCase())) return 'NONE';
  return repository.owner.type === 'Organization' ? 'MEMBER' : 'COLLABORATOR';
}
