import type { GitHubClient } from './client.ts';
import { NotFound } from './errors.ts';

/** GitHub's names of permissions, with what is granted: `read`, `write`, or `admin`. */
export type PermissionsRead = Readonly<Record<string, string>>;

/** The App as it is registered. */
export interface AppRead {
  readonly name: string;
  readonly slug: string;
  /** Where its settings are for people. */
  readonly url: string;
  readonly permissions: PermissionsRead;
  readonly events: readonly string[];
}

/** How GitHub sends the App's deliveries. */
export interface HookRead {
  readonly url: string;
  readonly contentType: string;
  readonly verifiesTls: 'yes' | 'no';
  /** Whether deliveries are signed; with what is never told. */
  readonly secret: 'set' | 'none';
}

/** An account on which the App is installed. */
export interface InstallationRead {
  readonly id: number;
  readonly account: string;
  /** Where its owner sees and changes it. */
  readonly url: string;
  readonly suspended: 'yes' | 'no';
  readonly permissions: PermissionsRead;
}

/** Reads the App; asked as the App itself. Throws a GitHubError. */
export async function readApp(client: GitHubClient): Promise<AppRead> {
  const { data } = await client.rest('GET /app');
  if (data === null) throw new NotFound('GitHub knows no such App', 200);
  const { name, slug = '', html_url: url, permissions, events } = data;
  return { name, slug, url, permissions: granted(permissions), events };
}

/** Reads how the App's webhook is set up; undefined where it has none. Throws a GitHubError. */
export async function readHook(client: GitHubClient): Promise<HookRead | undefined> {
  try {
    const { data } = await client.rest('GET /app/hook/config');
    if (!data.url) return undefined;
    return {
      url: data.url,
      contentType: data.content_type ?? 'form',
      verifiesTls: String(data.insecure_ssl ?? '0') === '0' ? 'yes' : 'no',
      secret: data.secret ? 'set' : 'none',
    };
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

const pageSize = 100;

/** Reads the App's installations, `most` at most, rounded up to a hundred. Throws a GitHubError. */
export async function readInstallations(
  client: GitHubClient,
  most: number,
): Promise<{ readonly installations: readonly InstallationRead[]; readonly more: 'yes' | 'no' }> {
  const installations: InstallationRead[] = [];
  for (let page = 1; installations.length < most; page += 1) {
    const { data } = await client.rest('GET /app/installations', { per_page: pageSize, page });
    for (const { id, account, html_url: url, suspended_at: suspendedAt, permissions } of data) {
      installations.push({
        id,
        account: nameOf(account),
        url,
        suspended: suspendedAt ? 'yes' : 'no',
        permissions: granted(permissions),
      });
    }
    if (data.length < pageSize) return { installations, more: 'no' };
  }
  return { installations, more: 'yes' };
}

function nameOf(account: object | null): string {
  if (account !== null && 'login' in account) return String(account.login);
  return account !== null && 'slug' in account ? String(account.slug) : 'an account without a name';
}

function granted(permissions: object): PermissionsRead {
  return Object.fromEntries(Object.entries(permissions).map(([name, level]) => [name, String(level)]));
}
