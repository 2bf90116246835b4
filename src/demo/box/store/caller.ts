import type { InstallationToken } from './account.ts';

/** Who asks something of the box. */
export type Caller =
  | { readonly kind: 'app' }
  | { readonly kind: 'installation'; readonly token: InstallationToken }
  | { readonly kind: 'anonymous' };
