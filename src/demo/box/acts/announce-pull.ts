import type { Account } from '../store/account.ts';
import type { BoxState } from '../store/box-state.ts';
import type { Json } from '../store/json.ts';
import type { PullRequest, Repository } from '../store/repository.ts';
import { pullView } from '../views/pull-view.ts';

/** Tells the App about a pull request; webhooks leave the time before the merge has been computed, so it is null. */
export async function announcePull(
  state: BoxState,
  told: {
    readonly repository: Repository;
    readonly pull: PullRequest;
    readonly action: 'opened' | 'synchronize' | 'edited' | 'closed' | 'reopened' | 'ready_for_review';
    readonly sender: Account;
    readonly extra?: Json;
  },
): Promise<void> {
  const { repository, pull, action, sender } = told;
  const view = await pullView({ origin: state.origin, repository }, pull, { state: 'UNKNOWN' });
  const payload = { number: pull.issue.number, pull_request: view, ...told.extra };
  state.emit({ event: 'pull_request', action, repository, sender, payload });
}
