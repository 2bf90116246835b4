import { randomBytes } from 'node:crypto';
import { unprocessable } from '../http/api-error.ts';
import type { Installation, InstallationToken, Permissions } from '../store/account.ts';
import type { BoxState } from '../store/box-state.ts';

const lifeInMilliseconds = 60 * 60 * 1000;

/** Issues a token to an installation for one hour; a token may be asked to do less than the installation, not more. */
export function issueToken(
  state: BoxState,
  installation: Installation,
  limits: { readonly permissions?: Permissions; readonly repositories?: readonly string[] },
): InstallationToken {
  for (const [name, level] of Object.entries(limits.permissions ?? {})) {
    const granted = installation.permissions[name];
    if (granted !== 'write' && granted !== level) {
      throw unprocessable('The permissions requested are not granted to this installation.');
    }
  }
  const token: InstallationToken = {
    token: `ghs_${randomBytes(18).toString('hex')}`,
    installation,
    permissions: { ...(limits.permissions ?? installation.permissions), metadata: 'read' },
    repositories: limits.repositories,
    expiresAt: new Date(state.now().getTime() + lifeInMilliseconds),
  };
  state.tokens.set(token.token, token);
  return token;
}
