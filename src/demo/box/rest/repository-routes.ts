import { legacyPermission, roleOf } from '../facts/role-of.ts';
import { notFound } from '../http/api-error.ts';
import { accountView } from '../views/account-view.ts';
import { fullRepositoryView } from '../views/repository-view.ts';
import { inRepository, ok, textOf } from './call.ts';

const metadata = [{ permission: 'metadata', level: 'read' }] as const;

/** The repository itself and what people may do in it. */
export const repositoryRoutes = {
  'GET /repos/{owner}/{repo}': inRepository(metadata, ({ state, repository }) =>
    ok(fullRepositoryView(state.origin, repository)),
  ),

  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': inRepository(metadata, (call) => {
    const account = call.state.accounts.get(textOf(call, 'username').toLowerCase());
    if (!account) throw notFound();
    const role = roleOf(call.repository, account);
    const user = { ...accountView(call.state.origin, account), role_name: role };
    return ok({ permission: legacyPermission(role), role_name: role, user });
  }),
};
