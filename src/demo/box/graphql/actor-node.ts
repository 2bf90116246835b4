import type { Account } from '../store/account.ts';
import { accountNodeId, plainLogin, webAddress } from '../views/account-view.ts';
import type { Node } from './graph.ts';

/** An account; a bot's login has no `[bot]` here. */
export function actorNode(origin: string, account: Account): Node {
  return {
    __typename: account.type,
    id: accountNodeId(account),
    databaseId: account.id,
    login: plainLogin(account),
    name: account.name,
    url: webAddress(origin, account),
    avatarUrl: `${origin}/avatars/u/${account.id}`,
  };
}
