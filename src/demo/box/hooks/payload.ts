import { nodeId } from '../store/addresses.ts';
import type { BoxState, HookEvent } from '../store/box-state.ts';
import { installationOn } from '../store/box-state.ts';
import type { Json } from '../store/json.ts';
import { accountView, organizationView } from '../views/account-view.ts';
import { repositoryView } from '../views/repository-view.ts';

/** The whole payload of a webhook: the event's own fields, and those that every event has. */
export function payloadOf(state: BoxState, event: HookEvent): Json {
  const { origin } = state;
  const { owner } = event.repository;
  const installation = installationOn(state, owner);
  return {
    ...(event.action === undefined ? {} : { action: event.action }),
    ...event.payload,
    repository: repositoryView(origin, event.repository),
    ...(owner.type === 'Organization' ? { organization: organizationView(origin, owner) } : {}),
    sender: accountView(origin, event.sender),
    ...(installation
      ? { installation: { id: installation.id, node_id: nodeId('IN', installation.id) } }
      : {}),
  };
}

/** The name by which GitHub's description knows the webhook. */
export function webhookName(event: Pick<HookEvent, 'event' | 'action'>): string {
  return [event.event, event.action].filter(Boolean).join('-').replaceAll('_', '-');
}
