import { isoSeconds } from '../git/parse-commit.ts';
import type { App, Installation } from '../store/account.ts';
import { apiPrefix, nodeId } from '../store/addresses.ts';
import type { Json } from '../store/json.ts';
import { accountView, webAddress } from './account-view.ts';

/** The App as REST shows it (`integration`). */
export function appView(origin: string, app: App): Json {
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: nodeId('A', app.id),
    owner: accountView(origin, app.owner),
    name: app.name,
    description: '',
    external_url: origin,
    html_url: `${origin}/apps/${app.slug}`,
    created_at: isoSeconds(app.createdAt),
    updated_at: isoSeconds(app.createdAt),
    permissions: app.permissions,
    events: app.events,
  };
}

/** An installation as REST shows it. */
export function installationView(origin: string, app: App, installation: Installation): Json {
  const { account } = installation;
  return {
    id: installation.id,
    client_id: app.clientId,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    account: accountView(origin, account),
    repository_selection: 'all',
    access_tokens_url: `${origin}${apiPrefix}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${origin}${apiPrefix}/installation/repositories`,
    html_url: `${webAddress(origin, account)}/settings/installations/${installation.id}`,
    permissions: installation.permissions,
    events: app.events,
    single_file_name: null,
    created_at: isoSeconds(installation.createdAt),
    updated_at: isoSeconds(installation.createdAt),
    suspended_by: installation.suspendedAt ? accountView(origin, account) : null,
    suspended_at: installation.suspendedAt ? isoSeconds(installation.suspendedAt) : null,
  };
}
