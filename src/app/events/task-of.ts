import { z } from 'zod';
import type { Task } from '../task.ts';
import { onCheckRun } from './on-check-run.ts';
import { onCheckSuite } from './on-check-suite.ts';
import { onIssueComment } from './on-issue-comment.ts';
import { onIssues } from './on-issues.ts';
import { onMergeGroup } from './on-merge-group.ts';
import { onPullRequest } from './on-pull-request.ts';
import { onPush } from './on-push.ts';
import { onWorkflowRun } from './on-workflow-run.ts';

interface Handler {
  /** The actions that may ask for something; undefined of an event that has none. */
  readonly actions: readonly string[] | undefined;
  read(event: unknown, app: { readonly appId: number }): Task | undefined;
}

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['check_run', { actions: ['rerequested'], read: onCheckRun }],
  ['check_suite', { actions: ['rerequested'], read: onCheckSuite }],
  ['issue_comment', { actions: ['created', 'edited', 'deleted'], read: onIssueComment }],
  ['issues', { actions: ['opened', 'reopened', 'edited'], read: onIssues }],
  ['merge_group', { actions: ['checks_requested'], read: onMergeGroup }],
  [
    'pull_request',
    {
      actions: ['opened', 'synchronize', 'reopened', 'ready_for_review', 'edited', 'closed'],
      read: onPullRequest,
    },
  ],
  ['push', { actions: undefined, read: onPush }],
  ['workflow_run', { actions: ['completed'], read: onWorkflowRun }],
]);

/** The events that the App listens to; a test holds `app.yml` against them. */
export const events: readonly string[] = [...handlers.keys()];

const withAction = z.object({ action: z.string() });

/** What a delivery asks for; undefined where it asks for nothing. Throws where it is not what GitHub sends. */
export function taskOf(name: string, event: unknown, app: { readonly appId: number }): Task | undefined {
  const handler = handlers.get(name);
  if (handler?.actions?.includes(withAction.parse(event).action) === false) return undefined;
  return handler?.read(event, app);
}

/**
 * Whether a delivery may ask for something, by the little that GitHub's log tells of it: where it tells no action, it
 * may.
 */
export function mayAsk({
  event,
  action,
}: {
  readonly event: string;
  readonly action: string | undefined;
}): boolean {
  const handler = handlers.get(event);
  if (handler === undefined) return false;
  return handler.actions === undefined || action === undefined || handler.actions.includes(action);
}
