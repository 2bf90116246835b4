import { issueToken } from '../auth/issue-token.ts';
import { isoSeconds } from '../git/parse-commit.ts';
import { ApiError, notFound, unprocessable } from '../http/api-error.ts';
import type { Installation, Permissions } from '../store/account.ts';
import { installationOn } from '../store/box-state.ts';
import { appView, installationView } from '../views/app-view.ts';
import { repositoryView } from '../views/repository-view.ts';
import { asApp, asInstallation, type Call, entryOf, numberOf, ok } from './call.ts';
import { pageOf } from './page.ts';

/** The App, its installations and their tokens. */
export const appRoutes = {
  'GET /app': asApp(({ state }) => ok(appView(state.origin, state.app))),

  'GET /app/installations': asApp((call) => {
    const page = pageOf(call, [...call.state.installations.values()]);
    return { ...ok(page.items.map((one) => shown(call, one))), headers: page.headers };
  }),

  'GET /app/installations/{installation_id}': asApp((call) => ok(shown(call, asked(call)))),

  'POST /app/installations/{installation_id}/access_tokens': asApp((call) => {
    const installation = asked(call);
    if (installation.suspendedAt) throw new ApiError(403, 'This installation has been suspended');
    const token = issueToken(call.state, installation, limitsOf(call, installation));
    return {
      status: 201,
      body: {
        token: token.token,
        expires_at: isoSeconds(token.expiresAt),
        permissions: token.permissions,
        repository_selection: token.repositories ? 'selected' : 'all',
      },
    };
  }),

  'GET /repos/{owner}/{repo}/installation': asApp((call) =>
    inRepositoryAsApp(call, (installation) => ok(shown(call, installation))),
  ),

  'GET /installation/repositories': asInstallation((call, installation) => {
    const all = repositoriesOf(call, installation);
    const page = pageOf(call, all);
    const repositories = page.items.map((one) => repositoryView(call.state.origin, one));
    return { ...ok({ total_count: all.length, repositories }), headers: page.headers };
  }),

  'GET /meta': ({ state }: Call) =>
    ok({
      verifiable_password_authentication: false,
      installed_version: '3.19.0',
      domains: { website: [state.origin] },
    }),
};

function shown({ state }: Call, installation: Installation) {
  return installationView(state.origin, state.app, installation);
}

function asked(call: Call): Installation {
  return entryOf(call.state.installations, numberOf(call, 'installation_id'));
}

function limitsOf(call: Call, installation: Installation) {
  const {
    permissions,
    repositories,
    repository_ids: ids,
  } = call.body as {
    permissions?: Permissions;
    repositories?: readonly string[];
    repository_ids?: readonly number[];
  };
  const known = repositoriesOf(call, installation);
  const names = repositories ?? ids?.map((id) => known.find((one) => one.id === id)?.name ?? '');
  if (names?.some((name) => !known.some((one) => one.name === name))) {
    throw unprocessable(
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  }
  return { ...(permissions ? { permissions } : {}), ...(names ? { repositories: names } : {}) };
}

function repositoriesOf({ state }: Call, installation: Installation) {
  return [...state.repositories.values()].filter((one) => one.owner === installation.account);
}

function inRepositoryAsApp(call: Call, answer: (installation: Installation) => ReturnType<typeof ok>) {
  const { state, params } = call;
  const repository = state.repositories.get(`${params.owner}/${params.repo}`.toLowerCase());
  const installation = repository && installationOn(state, repository.owner);
  if (!installation) throw notFound();
  return answer(installation);
}
