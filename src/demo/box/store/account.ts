/** A user, an organisation or an App's bot. */
export interface Account {
  readonly id: number;
  /** As REST writes it: a bot's ends in `[bot]`. */
  readonly login: string;
  readonly type: 'User' | 'Organization' | 'Bot';
  readonly name: string;
  readonly createdAt: Date;
}

/** What a person may do in a repository, in GitHub's words. */
export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

/** The GitHub App that the box knows. */
export interface App {
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  readonly name: string;
  readonly owner: Account;
  readonly bot: Account;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly createdAt: Date;
  /** PEM; the box keeps only this half for checking. */
  readonly publicKey: string;
}

/** What an installation may do: GitHub's names of permissions (`checks`, `pull_requests`, …). */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

/** The App on an account, with access to all its repositories. */
export interface Installation {
  readonly id: number;
  readonly account: Account;
  permissions: Permissions;
  readonly createdAt: Date;
  suspendedAt: Date | undefined;
}

/** A token that was issued to an installation. */
export interface InstallationToken {
  readonly token: string;
  readonly installation: Installation;
  readonly permissions: Permissions;
  /** Names of the repositories that it is limited to; undefined where it is not. */
  readonly repositories: readonly string[] | undefined;
  readonly expiresAt: Date;
}
