import type { Account } from '../store/account.ts';
import type { BoxState } from '../store/box-state.ts';
import { installationOn } from '../store/box-state.ts';
import type { CheckSuite } from '../store/check.ts';
import type { Repository } from '../store/repository.ts';
import { checkSuiteView } from '../views/check-view.ts';

/** The App's suite on a commit; GitHub makes it with the push, or with the first check run. */
export function suiteAt(
  state: BoxState,
  repository: Repository,
  at: {
    readonly headSha: string;
    readonly branch?: string | undefined;
    readonly before?: string | undefined;
  },
): CheckSuite {
  const known = [...repository.suites.values()].find((suite) => suite.headSha === at.headSha);
  if (known) return known;
  const now = state.now();
  const suite: CheckSuite = {
    id: state.nextId(),
    headSha: at.headSha,
    headBranch: at.branch,
    before: at.before,
    createdAt: now,
    updatedAt: now,
  };
  repository.suites.set(suite.id, suite);
  return suite;
}

/** Asks the App for a check suite on a pushed commit, as GitHub does of each App that may write checks. */
export async function requestSuite(
  state: BoxState,
  repository: Repository,
  push: {
    readonly branch: string;
    readonly before: string | undefined;
    readonly after: string;
    readonly by: Account;
  },
): Promise<void> {
  if (installationOn(state, repository.owner)?.permissions.checks !== 'write') return;
  const suite = suiteAt(state, repository, { headSha: push.after, branch: push.branch, before: push.before });
  await announceSuite(state, { repository, suite, action: 'requested', sender: push.by });
}

/** Tells the App about a suite. */
export async function announceSuite(
  state: BoxState,
  told: {
    readonly repository: Repository;
    readonly suite: CheckSuite;
    readonly action: 'requested' | 'rerequested' | 'completed';
    readonly sender: Account;
  },
): Promise<void> {
  const { repository, suite, action, sender } = told;
  const view = await checkSuiteView({ origin: state.origin, app: state.app, repository }, suite);
  state.emit({ event: 'check_suite', action, repository, sender, payload: { check_suite: view } });
}
