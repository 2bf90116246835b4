import type { Account } from '../store/account.ts';
import { apiPrefix, nodeId } from '../store/addresses.ts';
import type { Json } from '../store/json.ts';

/** An account as REST shows it (`simple-user`). */
export function accountView(origin: string, account: Account): Json {
  const url = `${origin}${apiPrefix}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    avatar_url: `${origin}/avatars/u/${account.id}`,
    gravatar_id: '',
    url,
    html_url: webAddress(origin, account),
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: false,
  };
}

/** An organisation as webhooks name it beside the repository. */
export function organizationView(origin: string, account: Account): Json {
  const url = `${origin}${apiPrefix}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${origin}/avatars/u/${account.id}`,
    description: '',
  };
}

/** The login as GraphQL and the web write it: a bot's without `[bot]`. */
export function plainLogin(account: Account): string {
  return account.login.replace(/\[bot\]$/, '');
}

/** The account's page. */
export function webAddress(origin: string, account: Account): string {
  return account.type === 'Bot' ? `${origin}/apps/${plainLogin(account)}` : `${origin}/${account.login}`;
}

export function accountNodeId(account: Account): string {
  return nodeId({ User: 'U', Organization: 'O', Bot: 'BOT' }[account.type], account.id);
}
