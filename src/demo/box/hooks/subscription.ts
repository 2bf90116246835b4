import type { BoxState, HookEvent } from '../store/box-state.ts';
import { installationOn } from '../store/box-state.ts';

/** The permissions of which an event needs one. */
const permissionFor: Record<string, readonly string[]> = {
  check_run: ['checks'],
  check_suite: ['checks'],
  issue_comment: ['issues', 'pull_requests'],
  issues: ['issues'],
  merge_group: ['merge_queues'],
  pull_request: ['pull_requests'],
  push: ['contents'],
  workflow_run: ['actions'],
};

/** What GitHub sends to an App that may write checks, whether it subscribes or not. */
const alwaysSent = new Set([
  'check_run.rerequested',
  'check_run.requested_action',
  'check_suite.requested',
  'check_suite.rerequested',
]);

/** Whether the App is told of the event: installed, subscribed, and permitted; else GitHub is silent. */
export function isToldOf(state: BoxState, event: HookEvent): boolean {
  const installation = installationOn(state, event.repository.owner);
  if (!installation || installation.suspendedAt) return false;
  const permitted = permissionFor[event.event]?.some((name) => installation.permissions[name] !== undefined);
  const subscribed =
    state.app.events.includes(event.event) || alwaysSent.has(`${event.event}.${event.action}`);
  return permitted === true && subscribed;
}
