import { ApiError, notAccessible } from '../http/api-error.ts';
import type { BoxState } from '../store/box-state.ts';
import type { Caller } from '../store/caller.ts';
import type { Repository } from '../store/repository.ts';
import { verifyAppJwt } from './verify-app-jwt.ts';

/** A permission that an endpoint asks for. */
export interface Need {
  readonly permission: string;
  readonly level: 'read' | 'write';
}

/** Finds out who asks, from the `Authorization` header; throws an ApiError for what doesn't verify. */
export async function identifyCaller(state: BoxState, authorization: string | undefined): Promise<Caller> {
  if (!authorization) return { kind: 'anonymous' };
  const credential = /^(?:bearer|token) +(\S+)$/i.exec(authorization)?.[1] ?? '';
  if (credential.split('.').length === 3) {
    await verifyAppJwt(state.app, credential, state.now());
    return { kind: 'app' };
  }
  const token = state.tokens.get(credential);
  if (!token || token.expiresAt <= state.now()) throw new ApiError(401, 'Bad credentials');
  if (token.installation.suspendedAt) throw new ApiError(403, 'This installation has been suspended');
  return { kind: 'installation', token };
}

/** Whether the caller may know that the repository is there. */
export function sees(caller: Caller, repository: Repository): boolean {
  return repository.visibility === 'public' || reaches(caller, repository);
}

/** Whether the caller's token is for this repository. */
function reaches(caller: Caller, repository: Repository): boolean {
  if (caller.kind !== 'installation') return false;
  const { installation, repositories } = caller.token;
  return installation.account === repository.owner && (repositories?.includes(repository.name) ?? true);
}

/** Throws GitHub's refusal unless the caller may: what is public may be read without a permission. */
export function demand(caller: Caller, repository: Repository, needs: readonly Need[]): void {
  const first = needs[0];
  if (!first) return;
  if (needs.some((need) => need.level === 'read') && repository.visibility === 'public') return;
  if (caller.kind === 'anonymous') throw new ApiError(401, 'Requires authentication');
  if (!needs.some((need) => may(caller, repository, need)))
    throw notAccessible(first.permission, first.level);
}

/** Whether the caller's token carries the permission in this repository; metadata may always be read. */
export function may(caller: Caller, repository: Repository, need: Need): boolean {
  if (caller.kind !== 'installation' || !reaches(caller, repository)) return false;
  if (need.permission === 'metadata') return true;
  const granted = caller.token.permissions[need.permission];
  return granted === 'write' || (granted === 'read' && need.level === 'read');
}
